# reflect completion for fish, 3.4 or newer
function __reflect_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    set -e words[1]
    set -l token (commandline -ct)
    set -l answer (REFLECT_COMPLETE=fish $program $words "$token" 2>/dev/null)
    set -l mode $answer[1]
    set -e answer[1]
    switch "$mode"
        case file folder
            set -l flag (string match -r -- '^--[^=]*=' "$token")
            for path in (__fish_complete_path (string replace -- "$flag" '' "$token"))
                echo "$flag$path"
            end
        case '*'
            string join -- \n $answer
    end
end
complete -c reflect -f -k -a '(__reflect_complete)'
