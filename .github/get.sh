#!/usr/bin/env bash
# The program for action.yml: the published one of this system, held against its checksum; built only where that is asked for.
set -euo pipefail

version=${VERSION:-$(sed -n 's/^version = "\(.*\)"$/\1/p' "$ACTION_SOURCE/Cargo.toml" | head -1)}
folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/atbilst.XXXXXX")
if [ "${BUILD:-false}" = true ]; then
  # The toolchain of the checked repository is not that of this program.
  export RUSTUP_TOOLCHAIN=stable
  command -v rustup > /dev/null && rustup toolchain install stable --profile minimal > /dev/null
  (cd "$folder" && cargo install --quiet --locked --path "$ACTION_SOURCE" --root "$folder")
  echo "binary=$folder/bin/atbilst" >> "$GITHUB_OUTPUT"
  exit
fi
case $(uname -s)-$(uname -m) in
  Linux-x86_64) target=x86_64-unknown-linux-musl ;;
  Linux-aarch64 | Linux-arm64) target=aarch64-unknown-linux-musl ;;
  Darwin-x86_64) target=x86_64-apple-darwin ;;
  Darwin-arm64) target=aarch64-apple-darwin ;;
  MINGW*-x86_64 | MSYS*-x86_64) target=x86_64-pc-windows-msvc.exe ;;
  *) target= ;;
esac
if [ -z "$target" ]; then
  echo "::error title=atbilst::There is no program for this system; \`build: true\` builds one."
  exit 2
fi
file=atbilst-v${version#v}-$target
releases=${RELEASES:-${GITHUB_SERVER_URL:-https://github.com}/$ACTION_REPOSITORY/releases/download}/v${version#v}
get() { curl --fail --silent --show-error --location --retry 3 --output "$folder/$1" "$releases/$1"; }
if ! { get "$file" && get SHA256SUMS; }; then
  echo "::error title=atbilst::The program of release v${version#v} cannot be fetched; \`build: true\` builds one."
  exit 2
fi
# The checksum of the file that was asked for, and no other line.
sum=$(awk -v file="$file" '$2 == file { print $1 }' "$folder/SHA256SUMS")
found=$({ sha256sum "$folder/$file" 2> /dev/null || shasum -a 256 "$folder/$file"; } | cut -d ' ' -f 1)
if [ -z "$sum" ] || [ "$sum" != "$found" ]; then
  echo "::error title=atbilst::The program that was fetched is not the one that was released."
  exit 2
fi
chmod 755 "$folder/$file"
echo "binary=$folder/$file" >> "$GITHUB_OUTPUT"
