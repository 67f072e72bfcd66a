# Warnings are errors, in our code only.
add_library(preavis_warnings INTERFACE)
target_compile_options(preavis_warnings INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Wold-style-cast -Wcast-qual -Woverloaded-virtual -Wduplicated-cond -Wlogical-op -Wuseless-cast -Werror
  # gcc 12 sees uninitialised members in copies of std::variant that cannot happen.
  $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()
