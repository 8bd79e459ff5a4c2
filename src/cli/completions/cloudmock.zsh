#compdef cloudmock
# zsh completion for cloudmock, made by: cloudmock completions zsh

# The names of the services that the installed program knows: it answers within 30 ms, and never out of date.
_cloudmock_services() {
  local -a names
  names=(${(f)"$(_call_program services ${(q)cloudmock_program/#\~/$HOME} services 2>/dev/null)"})
  names=(${names[2,-2]%% *})
  _wanted services expl service compadd "$@" -a names
}

# @tables

_cloudmock() {
  local cloudmock_program=$words[1]
  # After -- stands a command of its own.
  integer dashes=${words[(i)--]}
  if (( dashes < CURRENT )); then
    shift $dashes words
    (( CURRENT -= dashes ))
    _normal
    return
  fi
  _cloudmock_command
}

# Loaded by compinit from $fpath, or by source.
if [[ $funcstack[1] == _cloudmock ]]; then
  _cloudmock "$@"
else
  compdef _cloudmock cloudmock
fi
