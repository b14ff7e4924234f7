# reflect completion for bash, 3.2 or newer
_reflect() {
    local line mode=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $mode ]]; then
            mode=$line
        else
            COMPREPLY+=("$line")
        fi
    done < <(REFLECT_COMPLETE=bash "${1/#\~/$HOME}" "${COMP_LINE:0:COMP_POINT}" "$2" \
        "${COMP_TYPE:-9}" "${COLUMNS:-80}" 2>/dev/null)
    case $mode in
        file | folder)
            # From bash 4 on readline completes names itself, quotes them and goes into folders.
            compopt -o default +o nospace 2>/dev/null && return
            while IFS= read -r line; do
                COMPREPLY+=("$line")
            done < <(compgen -f -- "$2")
            ;;
    esac
}
complete -o nospace -o nosort -F _reflect reflect 2>/dev/null || complete -o nospace -F _reflect reflect
