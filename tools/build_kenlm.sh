#!/usr/bin/env bash
# Build KenLM's lmplz and build_binary into build/kenlm/bin from the source distribution of `kenlm`
# on the package index (the lmplz inside kenlm-ex 0.2.1 does not work).
# Debian: apt-get install cmake g++ libboost-program-options-dev libboost-system-dev \
#         libboost-thread-dev libboost-test-dev zlib1g-dev libbz2-dev liblzma-dev libeigen3-dev
set -euo pipefail
target=${1:-build/kenlm}
mkdir -p "$target"
python3 -m pip download --quiet --no-deps --no-binary kenlm --dest "$target" kenlm==0.3.0
tar xzf "$target/kenlm-0.3.0.tar.gz" -C "$target" --strip-components=1
cmake -S "$target" -B "$target/cmake" -DCMAKE_BUILD_TYPE=Release >/dev/null
cmake --build "$target/cmake" -j"$(nproc)" --target lmplz build_binary >/dev/null
mkdir -p "$target/bin"
cp "$target/cmake/bin/lmplz" "$target/cmake/bin/build_binary" "$target/bin/"
"$target/bin/lmplz" --help | head -n 1
