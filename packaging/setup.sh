# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Set-up shared by packaging/run and packaging/test; sourced, with $root set to the checkout.
#
# .venv/.kakehashi-ready holds two lines: where and by which Python .venv was made, and a hash of what
# was installed. It is taken away before anything changes and written last, so an interrupted set-up
# is seen and begun again. One set-up runs at a time (flock). Everything said goes to stderr.

readonly setup_stamp="$root/.venv/.kakehashi-ready"
readonly setup_dev_stamp="$root/.venv/.kakehashi-dev-ready"
readonly setup_lock="$root/packaging/requirements.lock"
readonly setup_dev_lock="$root/packaging/requirements-dev.lock"
setup_log=

say() { printf 'kakehashi: %s\n' "$*" >&2; }

die() {
  say "$*"
  exit 1
}

# Prints the end of the log of the step that failed, then the reason.
die_with_log() {
  [[ ! -s $setup_log ]] || tail -n 20 -- "$setup_log" >&2
  die "$*"
}

# The hash of what the named lock installs, and of the program's own metadata.
setup_hash() {
  sha256sum -- "$1" "$root/pyproject.toml" | { read -r a _ && read -r b _ && printf '%s %s' "$a" "$b"; }
}

# True when .venv is complete, of this place, and of this lock. No Python is started.
setup_ready() {
  local place='' hash=''
  [[ -x $root/.venv/bin/python && -x $root/.venv/bin/kakehashi && -r $setup_stamp ]] || return 1
  { read -r place && read -r hash; } <"$setup_stamp" || return 1
  [[ $place == "$root" && $hash == "$(setup_hash "$setup_lock")" ]]
}

setup_dev_ready() {
  local hash=''
  setup_ready && [[ -r $setup_dev_stamp ]] && read -r hash <"$setup_dev_stamp" &&
    [[ $hash == "$(setup_hash "$setup_dev_lock")" ]]
}

# Takes the lock; a second caller waits and then finds the work done.
setup_begin() {
  [[ -w $root ]] || die "The folder '$root' cannot be written to. Copy it to a folder of your own and" \
    "start it there."
  [[ -e $root/packaging/requirements.lock ]] || die "packaging/requirements.lock is missing."
  if command -v flock >/dev/null; then
    exec {setup_fd}>"$root/.venv.lock" || die "'$root/.venv.lock' cannot be written to."
    flock -n "$setup_fd" || {
      say "Another set-up of this folder is running; waiting for it …"
      flock "$setup_fd"
    }
  fi
  setup_log=$(mktemp "${TMPDIR:-/tmp}/kakehashi-setup.XXXXXX")
  trap 'rm -f -- "$setup_log"' EXIT
  trap 'say "Stopped. Start again to go on."; exit 130' INT TERM HUP
  unset PYTHONHOME PYTHONPATH VIRTUAL_ENV PIP_USER PIP_TARGET PIP_PREFIX
  export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
}

setup_end() {
  rm -f -- "$setup_log"
  trap - EXIT INT TERM HUP
  [[ -z ${setup_fd:-} ]] || exec {setup_fd}>&-
}

# may_install: true when packages of the system can be installed without asking a person.
may_install() {
  command -v apt-get >/dev/null || return 1
  ((EUID == 0)) || sudo -n true 2>/dev/null
}

# system_install PACKAGE…: installs, or returns 1.
system_install() {
  local as=()
  ((EUID == 0)) || as=(sudo -n)
  local get=("${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  "${get[@]}" install --no-install-recommends "$@" >>"$setup_log" 2>&1 && return 0
  "${get[@]}" update >>"$setup_log" 2>&1 || return 1
  "${get[@]}" install --no-install-recommends "$@" >>"$setup_log" 2>&1
}

# system_need WHAT PACKAGE…: installs the packages or ends with the one command to type.
system_need() {
  local what=$1
  shift
  if may_install; then
    say "Installing $what: $* …"
    system_install "$@" || die_with_log "$what could not be installed. Type: sudo apt-get install -y $*"
  elif command -v apt-get >/dev/null; then
    die "$what is missing. Type this, then start again: sudo apt-get update && sudo apt-get install -y $*"
  else
    die "$what is missing. Install it with your system's package manager (Debian's names: $*)."
  fi
}

# Prints the first Python of a supported version that runs; with "venv" only one that can make a venv.
find_python() {
  local name modules='sys'
  [[ ${1:-} != venv ]] || modules='sys, venv, ensurepip'
  for name in ${KAKEHASHI_PYTHON:+"$KAKEHASHI_PYTHON"} python3 python3.11 python3.12 python3.13 python3.14 \
    /usr/bin/python3; do
    if "$name" -c "import $modules; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" 2>/dev/null; then
      printf '%s' "$name"
      return 0
    fi
  done
  return 1
}

setup_python() {
  python=$(find_python venv) && return 0
  local found version=3
  if found=$(find_python); then
    version=$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    system_need "Python's venv module" "python$version-venv"
  else
    system_need "Python 3.11 or later" python3 python3-venv
  fi
  python=$(find_python venv) || die "Python 3.11, 3.12, 3.13 or 3.14 is needed (Debian 12, Ubuntu 24.04 or" \
    "later have one), and none was found."
}

# setup_pip LOCK: installs what the lock names, by hash, and shows how far it is.
setup_pip() {
  local total count=0 word name
  total=$(grep -c -E '^[A-Za-z0-9]' "$1")
  "$root/.venv/bin/python" -m pip install --require-hashes --only-binary :all: -r "$1" 2>&1 |
    tee -a -- "$setup_log" |
    while read -r word name _; do
      case $word in
        Collecting | Requirement)
          count=$((count + 1))
          [[ ! -t 2 ]] || printf '\r\033[K  %d of at most %d: %s' "$count" "$total" "${name%%[=;]*}" >&2
          ;;
        Installing)
          [[ ! -t 2 ]] || printf '\r\033[K' >&2
          printf '  unpacking …\n' >&2
          ;;
      esac
    done || {
      [[ ! -t 2 ]] || printf '\n' >&2
      die_with_log "The libraries could not be installed (above: why). Start again to go on."
    }
}

# The shared libraries that Qt's own files ask for and the system does not have, as Debian packages.
missing_libraries() {
  [[ $OSTYPE == linux* ]] && command -v ldd >/dev/null || return 0
  local qt file
  qt=$(printf '%s\n' "$root"/.venv/lib/python3.*/site-packages/PySide6)
  for file in "$qt"/Qt{Core,Gui,Widgets,Svg}.abi3.so \
    "$qt"/Qt/plugins/platforms/libq{xcb,offscreen,wayland}.so; do
    [[ ! -e $file ]] || ldd "$file" 2>/dev/null
  done | while read -r name _ path _; do
    [[ $path != not ]] || library_package "$name"
  done | sort -u
}

# library_package SONAME: prints the Debian package.
library_package() {
  case $1 in
    libEGL.so.1) echo libegl1 ;;
    libGL.so.1) echo libgl1 ;;
    libGLX.so.0) echo libglx0 ;;
    libOpenGL.so.0) echo libopengl0 ;;
    libX11-xcb.so.1) echo libx11-xcb1 ;;
    libX11.so.6) echo libx11-6 ;;
    libdbus-1.so.3) echo libdbus-1-3 ;;
    libfontconfig.so.1) echo libfontconfig1 ;;
    libfreetype.so.6) echo libfreetype6 ;;
    libglib-2.0.so.0 | libgthread-2.0.so.0) echo libglib2.0-0 ;;
    libxkbcommon.so.0) echo libxkbcommon0 ;;
    libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
    libwayland-client.so.0) echo libwayland-client0 ;;
    libwayland-cursor.so.0) echo libwayland-cursor0 ;;
    libwayland-egl.so.1) echo libwayland-egl1 ;;
    libxcb.so.1) echo libxcb1 ;;
    libxcb-*.so.*) # libxcb-icccm.so.4 is in libxcb-icccm4, libxcb-cursor.so.0 in libxcb-cursor0
      local stem=${1%%.so.*}
      echo "$stem${1##*.so.}"
      ;;
    *) echo "$1" ;;
  esac
}

# Makes .venv ready to run the program. Needs the network and writes .venv; nothing else does.
setup_install() {
  setup_begin
  setup_ready || setup_install_locked
  setup_end
}

setup_install_locked() {
  local place='' libraries
  say "Setting up in '$root/.venv' (once; needs the network and about two minutes) …"
  [[ ! -r $setup_stamp ]] || read -r place <"$setup_stamp" || place=
  if [[ $place != "$root" || ! -x $root/.venv/bin/python ]]; then
    setup_python
    say "[1/4] Making .venv with $("$python" --version 2>&1) …"
    rm -rf -- "$root/.venv"
    "$python" -m venv "$root/.venv" >>"$setup_log" 2>&1 ||
      die_with_log "Python could not make '$root/.venv'."
  fi
  rm -f -- "$setup_stamp" "$setup_dev_stamp"
  say "[2/4] Installing the libraries …"
  setup_pip "$setup_lock"
  say "[3/4] Installing the program …"
  "$root/.venv/bin/python" -m pip install --no-index --no-deps --no-build-isolation -e "$root" \
    >>"$setup_log" 2>&1 || die_with_log "The program could not be installed into .venv."
  say "[4/4] Looking for the system's libraries …"
  mapfile -t libraries < <(missing_libraries)
  ((${#libraries[@]} == 0)) || system_need "a library that windows need" "${libraries[@]}"
  printf '%s\n%s\n' "$root" "$(setup_hash "$setup_lock")" >"$setup_stamp.new"
  mv -f -- "$setup_stamp.new" "$setup_stamp"
  say "Ready."
}

# Adds what the checks need.
setup_install_dev() {
  setup_ready || setup_install
  setup_begin
  if ! setup_dev_ready; then
    say "Installing the tools for the checks …"
    rm -f -- "$setup_dev_stamp"
    setup_pip "$setup_dev_lock"
    printf '%s\n' "$(setup_hash "$setup_dev_lock")" >"$setup_dev_stamp.new"
    mv -f -- "$setup_dev_stamp.new" "$setup_dev_stamp"
  fi
  setup_end
}

# setup_commands COMMAND=PACKAGE…: installs commands that tests run; says so when it may not.
setup_commands() {
  local pair missing=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
  done
  ((${#missing[@]} == 0)) && return 0
  setup_begin
  system_need "A program that the tests run" "${missing[@]}"
  setup_end
}
