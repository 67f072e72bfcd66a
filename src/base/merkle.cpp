#include "base/merkle.h"

#include "base/expects.h"
#include "base/hash.h"

namespace preavis::base {

std::string leaf_hash(std::string_view entry) {
    std::string text(1, '\0');
    text += entry;
    return sha256(text);
}

std::string node_hash(std::string_view left, std::string_view right) {
    std::string text(1, '\1');
    text += left;
    text += right;
    return sha256(text);
}

void GrowingTree::add(std::string leaf) {
    whole_.push_back(std::move(leaf));
    ++size_;
    // As many subtrees join as the new size has zeros at its end.
    for (std::int64_t rest = size_; rest % 2 == 0; rest /= 2) {
        const std::string right = std::move(whole_.back());
        whole_.pop_back();
        whole_.back() = node_hash(whole_.back(), right);
    }
}

std::string GrowingTree::root() const {
    if (whole_.empty()) return sha256("");
    std::string root = whole_.back();
    for (auto left = whole_.rbegin() + 1; left != whole_.rend(); ++left) {
        root = node_hash(*left, root);
    }
    return root;
}

std::int64_t split_of(std::int64_t size) {
    expects(size >= 2);
    std::int64_t split = 1;
    while (split * 2 < size) split *= 2;
    return split;
}

std::vector<std::string> inclusion_path(
    std::int64_t index, std::int64_t size,
    const std::function<std::string(std::int64_t first, std::int64_t count)>& subtree) {
    expects(index >= 0 && index < size);
    std::vector<std::string> path;
    for (std::int64_t first = 0; size > 1;) {
        const std::int64_t split = split_of(size);
        const bool in_left = index - first < split;
        path.insert(path.begin(),
                    in_left ? subtree(first + split, size - split) : subtree(first, split));
        if (!in_left) first += split;
        size = in_left ? split : size - split;
    }
    return path;
}

std::optional<std::string> root_by_path(const std::string& leaf, std::int64_t index,
                                        std::int64_t size, const std::vector<std::string>& path) {
    if (index < 0 || index >= size) return std::nullopt;
    std::vector<bool> on_the_left;  // is what stands beside, from the root down
    for (std::int64_t first = 0, rest = size; rest > 1;) {
        const std::int64_t split = split_of(rest);
        const bool in_left = index - first < split;
        on_the_left.push_back(!in_left);
        if (!in_left) first += split;
        rest = in_left ? split : rest - split;
    }
    if (path.size() != on_the_left.size()) return std::nullopt;
    std::string root = leaf;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const bool left = on_the_left[path.size() - 1 - i];
        root = left ? node_hash(path[i], root) : node_hash(root, path[i]);
    }
    return root;
}

}  // namespace preavis::base
