# fish completion for cloudmock, made by: cloudmock completions fish

# @tables

# Reads the line up to the cursor, once for all the conditions below: the command in __cloudmock_command, its flags
# so far in __cloudmock_given, and the number of its operands in __cloudmock_operands.
function __cloudmock_read_line
    set -l words (commandline -opc)
    test "$words" = "$__cloudmock_words"; and return
    set -g __cloudmock_words $words
    set -g __cloudmock_command cloudmock
    set -g __cloudmock_given
    set -g __cloudmock_operands 0
    # A flag that waits for its value is not given yet: its values are offered where it is.
    set -l pending
    for word in $words[2..-1]
        if test -n "$pending"
            set -ga __cloudmock_given $pending
            set pending
        else if test "$word" = --
            set -g __cloudmock_command --
            return
        else if __cloudmock_takes_value "$__cloudmock_command $word"
            set pending $word
        else if string match -q -- '-*' $word
            set -ga __cloudmock_given (string replace -r -- '=.*' '' $word)
        else if __cloudmock_is_command "$__cloudmock_command $word"
            set -g __cloudmock_command "$__cloudmock_command $word"
        else
            set -g __cloudmock_operands (math $__cloudmock_operands + 1)
        end
    end
end

# Whether the line is at a command, and none of some flags was given.
function __cloudmock_at
    __cloudmock_read_line
    test "$__cloudmock_command" = $argv[1]; or return 1
    for flag in $argv[2..-1]
        contains -- $flag $__cloudmock_given; and return 1
    end
    return 0
end

# Whether the line is at the operand of a command with this number.
function __cloudmock_at_operand
    __cloudmock_at $argv[1]; and test (math $__cloudmock_operands + 1) = $argv[2]
end

# The names of the services that the installed program knows: it answers within 30 ms, and never out of date.
function __cloudmock_services
    set -l program (string replace -r '^~' $HOME -- (commandline -opc)[1])
    $program services 2>/dev/null | string replace -rf '^(\S+) +\S+ +\d+ +\d+$' '$1\tservice'
end

# What is typed of a value so far, also after --flag=.
function __cloudmock_value
    string replace -r -- '^--[^=]*=' '' (commandline -ct)
end

function __cloudmock_folders
    __fish_complete_directories (__cloudmock_value)
end

# The values of a list: each of what a function prints, after what stands before the last comma.
function __cloudmock_list
    set -l before (__cloudmock_value | string match -r -- '^.*,')
    for value in ($argv)
        echo "$before$value"
    end
end

# The completions of the command after --.
function __cloudmock_other_command
    set -l words (commandline -opc) (commandline -ct)
    set -l at (contains -i -- -- $words)
    complete -C (string join ' ' -- (string escape -- $words[(math $at + 1)..-2]) $words[-1])
end

# What an earlier version offered.
complete -c cloudmock -e
complete -c cloudmock -f
complete -c cloudmock -n '__cloudmock_at --' -a '(__cloudmock_other_command)'
