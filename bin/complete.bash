# shellcheck shell=bash
# Completes ./graft in bash, and in zsh as bash would. ./graft completion prints it behind the line that sets graft_root.

_graft_words() { # COMMAND
    # shellcheck disable=SC2154  # graft_root: set by the line before
    if [ -z "$1" ]; then
        sh "$graft_root/graft" help | sed -n 's/^  \([a-z]*\)\( .*\)*$/\1/p; s/^  help, --version.*/help --version/p'
    elif [ -f "$graft_root/bin/help/$1.txt" ]; then
        grep -o -e '--[a-z][a-z-]*' "$graft_root/bin/help/$1.txt"
    else
        # a command's own lines stand between its name and the next one's
        sh "$graft_root/graft" help | sed -n "/^  $1 /,/^  [a-z]/p" | sed '1!{/^  [a-z]/d}' | grep -o -e '--[a-z][a-z-]*'
    fi
}

_graft() {
    local word=${COMP_WORDS[COMP_CWORD]} command=''
    COMPREPLY=()
    [ "$COMP_CWORD" -le 1 ] || command=${COMP_WORDS[1]}
    case $command:$word in
        :* | *:-*) ;;
        *) return ;; # files, by the shell itself
    esac
    local words
    words=$(_graft_words "$command" | sort -u)
    while IFS= read -r one; do
        COMPREPLY+=("$one")
    done < <(compgen -W "$words" -- "$word")
}

complete -o default -F _graft graft
