#!/bin/sh
# Installs the cloudmock binary for this machine, after a check of its SHA-256:
#
#     curl -fsSL https://github.com/viridian-inc/cloudmock/releases/latest/download/install.sh | sh
#
# CLOUDMOCK_VERSION      which version, such as 0.1.0 (the latest unless set)
# CLOUDMOCK_INSTALL_DIR  the folder for the binary (~/.local/bin unless set)
# CLOUDMOCK_BASE_URL     where the releases are (the address below unless set)

set -eu

releases=https://github.com/viridian-inc/cloudmock/releases

say() {
  printf '%s\n' "$*"
}

fail() {
  printf 'cloudmock was not installed: %s\n' "$*" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# Whether programs here are linked with musl. Debian has a package with musl's loader, so glibc's is looked for first.
uses_musl() {
  case $(ldd --version 2>&1 || true) in
    *musl*) return 0 ;;
    *GLIBC* | *GNU*) return 1 ;;
  esac
  for loader in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1; do
    if [ -e "$loader" ]; then return 1; fi
  done
  for loader in /lib/ld-musl-*; do
    if [ -e "$loader" ]; then return 0; fi
  done
  return 1
}

# The x64 binaries need SSE4.2 (2008 and later). AVX2, which most of Bun's earlier runtimes asked for, decides nothing:
# since 1.4 there is one x64 runtime, the one without it, so that a machine that has AVX2 gets the same file.
check_processor() {
  if [ "$1" = linux ] && [ -r /proc/cpuinfo ]; then
    if grep -q '^flags' /proc/cpuinfo && ! grep -qw sse4_2 /proc/cpuinfo; then
      fail "this processor has no SSE4.2, which the binary needs"
    fi
  fi
}

# Prints this machine's target, such as linux-x64-musl.
find_target() {
  case $(uname -s) in
    Linux) os=linux ;;
    Darwin) os=darwin ;;
    MINGW* | MSYS* | CYGWIN*)
      fail "on Windows unpack cloudmock-VERSION-windows-x64.zip from $releases, or run 'npx cloudmock'"
      ;;
    *) fail "there is no binary for $(uname -s)" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) cpu=x64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) fail "there is no binary for $(uname -m) processors" ;;
  esac
  # Under Rosetta an Apple processor says that it is an Intel one.
  if [ "$os-$cpu" = darwin-x64 ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then
    cpu=arm64
  fi
  if [ "$cpu" = x64 ]; then check_processor "$os"; fi
  if [ "$os" = linux ] && uses_musl; then
    say "$os-$cpu-musl"
  else
    say "$os-$cpu"
  fi
}

# Fails unless the address is https, or http on this machine.
check_address() {
  case $1 in
    https://*) return 0 ;;
    http://*) ;;
    *) fail "CLOUDMOCK_BASE_URL is no https address: $1" ;;
  esac
  rest=${1#http://}
  case ${rest%%/*} in
    *@*) ;;
    localhost | localhost:* | 127.0.0.1 | 127.0.0.1:* | '[::1]' | '[::1]':*) return 0 ;;
  esac
  fail "CLOUDMOCK_BASE_URL must begin with https unless it is on this machine: $1"
}

# Runs a command that a signal to this shell can end: a shell waits for one in the foreground before it runs a trap.
run() {
  "$@" &
  child=$!
  status=0
  wait "$child" || status=$?
  child=
  return "$status"
}

# Downloads an address into a file. 0: done; 44: it is not there (404); anything else: what went wrong is in $log.
download() {
  if has curl; then
    case $1 in
      https://*) scheme='=https' ;;
      *) scheme='=http,https' ;;
    esac
    # A server that sends nothing for a minute has been silent long enough.
    if run curl -fsSL --proto "$scheme" --connect-timeout 20 --speed-time 60 --speed-limit 1 --retry 2 \
      -o "$2" "$1" 2>"$log"; then return 0; fi
  elif has wget; then
    # Without -T, which crashes the busybox of Debian 12.
    if run wget -nv -t 3 -O "$2" "$1" 2>"$log"; then return 0; fi
  else
    fail "it takes curl or wget to download it"
  fi
  if grep -q ' 404' "$log"; then return 44; fi
  return 1
}

# Fails with what the last download said; a full disk has no room for that either.
fail_download() {
  why=$(tr '\n' ' ' <"$log")
  fail "$1 could not be downloaded: ${why:-no reason given; is there room in $folder?}"
}

# Downloads a file that must be there.
fetch() {
  if download "$1" "$2"; then return 0; fi
  fail_download "$1"
}

# Downloads SHA256SUMS and sets $place to the address of the folder where it was found.
find_release() {
  if [ -n "$version" ]; then
    place=$releases/download/v$version
  else
    place=$releases/latest/download
  fi
  status=0
  download "$place/SHA256SUMS" "$temporary/SHA256SUMS" || status=$?
  if [ "$status" = 44 ]; then
    # A plain folder with the files of one release.
    place=$releases
    status=0
    download "$place/SHA256SUMS" "$temporary/SHA256SUMS" || status=$?
  fi
  case $status in
    0) ;;
    44) fail "there is no ${version:+version }${version:-release} at $releases" ;;
    *) fail_download "$place/SHA256SUMS" ;;
  esac
}

# Sets $archive and $sum from the line of SHA256SUMS that is for the target.
find_archive() {
  archive=
  while read -r sum archive; do
    archive=${archive#\*}
    case $archive in
      cloudmock-*-"$target".tar.gz) break ;;
    esac
    archive=
  done <"$temporary/SHA256SUMS"
  if [ -z "$archive" ]; then fail "the release at $place has no binary for $target"; fi
  case $archive in
    */*) fail "SHA256SUMS at $place names a file elsewhere: $archive" ;;
  esac
  found=${archive#cloudmock-}
  found=${found%-"$target".tar.gz}
  if [ -n "$version" ] && [ "$version" != "$found" ]; then
    fail "there is no version $version at $releases, only $found"
  fi
}

# Prints the SHA-256 of a file, in hexadecimal.
digest() {
  if has sha256sum; then
    hashed=$(sha256sum <"$1")
  elif has shasum; then
    hashed=$(shasum -a 256 <"$1")
  elif has openssl; then
    hashed=$(openssl dgst -sha256 -r <"$1")
  else
    fail "it takes sha256sum, shasum or openssl to check what was downloaded"
  fi
  say "${hashed%% *}"
}

# Makes a folder and those above it, and counts them in $made.
make_folder() {
  if [ -d "$1" ]; then return 0; fi
  make_folder "$(dirname "$1")"
  mkdir "$1" 2>/dev/null || fail "the folder $1 cannot be made; set CLOUDMOCK_INSTALL_DIR to another one"
  made=$((made + 1))
}

# Leaves nothing behind but what was installed.
clean_up() {
  if [ -n "$child" ]; then kill "$child" 2>/dev/null || true; fi
  if [ -n "$temporary" ]; then rm -rf "$temporary"; fi
  empty=$folder
  while [ "$made" -gt 0 ]; do
    rmdir "$empty" 2>/dev/null || return 0
    empty=$(dirname "$empty")
    made=$((made - 1))
  done
}

# Says how to reach the binary by its name.
advise() {
  case :$PATH: in
    *:"$folder":*)
      first=$(command -v cloudmock || true)
      if [ "$first" != "$folder/cloudmock" ]; then say "Another one comes first on your PATH: $first"; fi
      return 0
      ;;
  esac
  say "$folder is not on your PATH. To put it there, run this and open a new terminal:"
  case ${SHELL:-} in
    */fish) say "  fish_add_path '$folder'" ;;
    */zsh) say "  echo 'export PATH=\"$folder:\$PATH\"' >> ~/.zshrc" ;;
    */bash) say "  echo 'export PATH=\"$folder:\$PATH\"' >> ~/.bashrc" ;;
    *) say "  echo 'export PATH=\"$folder:\$PATH\"' >> ~/.profile" ;;
  esac
}

main() {
  made=0
  child=
  temporary=
  releases=${CLOUDMOCK_BASE_URL:-$releases}
  # Without the slashes at its end.
  releases=${releases%"${releases##*[!/]}"}
  check_address "$releases"
  version=${CLOUDMOCK_VERSION:-}
  version=${version#v}
  case $version in
    latest) version= ;;
    *[!0-9A-Za-z.+-]*) fail "CLOUDMOCK_VERSION is no version: $version" ;;
  esac
  folder=${CLOUDMOCK_INSTALL_DIR:-${HOME:+$HOME/.local/bin}}
  if [ -z "$folder" ]; then fail "set CLOUDMOCK_INSTALL_DIR to the folder for the binary, as HOME is not set"; fi
  case $folder in
    /*) ;;
    # Where no shell has expanded it, as in a workflow's env.
    [~]/*) folder=$HOME/${folder#*/} ;;
    *) folder=$PWD/$folder ;;
  esac
  folder=${folder%"${folder##*[!/]}"}
  target=$(find_target)

  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  make_folder "$folder"
  if [ -d "$folder/cloudmock" ]; then fail "$folder/cloudmock is a folder"; fi
  # In the same folder as the binary, so that it can be moved to its place in one step.
  temporary=$(mktemp -d "$folder/.cloudmock-install.XXXXXX" 2>/dev/null) ||
    fail "$folder cannot be written to; set CLOUDMOCK_INSTALL_DIR to another folder"
  log=$temporary/log

  find_release
  find_archive
  say "Downloading $place/$archive"
  fetch "$place/$archive" "$temporary/$archive"
  actual=$(digest "$temporary/$archive")
  if [ "$actual" != "$sum" ]; then
    fail "$place/$archive is not what SHA256SUMS says: damaged on its way, or not the file that was released"
  fi
  run tar -xzf "$temporary/$archive" -C "$temporary" || fail "$archive cannot be unpacked"
  new=$temporary/${archive%.tar.gz}/cloudmock
  chmod 755 "$new"
  # A binary that does not run here must not take the place of one that does.
  said=$("$new" --version 2>&1) || {
    case $target in
      *-musl) fail "the binary does not run here ($said); it needs libstdc++: on Alpine, apk add libstdc++" ;;
      *) fail "the binary for $target does not run here: $said" ;;
    esac
  }
  mv -f "$new" "$folder/cloudmock"
  made=0
  say "Installed $said as $folder/cloudmock"
  advise
}

main "$@"
