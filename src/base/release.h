#pragma once

namespace preavis::base {

/// Frees what a C library made, by its own function: `std::unique_ptr<BIO, Release<BIO_free_all>>`.
template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};

}  // namespace preavis::base
