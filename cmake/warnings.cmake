# Warnings are errors, in our code only.
add_library(preavis_warnings INTERFACE)
target_compile_options(preavis_warnings INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
  -Wold-style-cast -Wcast-qual -Woverloaded-virtual -Wduplicated-cond -Wlogical-op -Wuseless-cast -Werror
  # gcc 12 sees uninitialised members in copies of std::variant that cannot happen.
  $<$<CONFIG:Release>:-Wno-maybe-uninitialized>)

find_program(CCACHE ccache)
if(CCACHE)
  # What one checkout compiled serves every other, precompiled headers included.
  set(launcher ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endif()
