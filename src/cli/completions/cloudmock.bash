# bash completion for cloudmock, made by: cloudmock completions bash
# It needs no other package, and nothing that the bash 3.2 of macOS lacks.

# @tables

# The names of the services that the installed program knows: it answers within 30 ms, and never out of date.
_cloudmock_services() {
  local name rest
  "${program/#\~/$HOME}" services 2>/dev/null | {
    read -r rest
    while read -r name rest && [ -n "$name" ]; do printf '%s\n' "$name"; done
  }
}

# Completes the command after --, whose words begin at index $1.
_cloudmock_other_command() {
  if declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif ((COMP_CWORD == $1)); then
    COMPREPLY=($(compgen -c -- "$current"))
  else
    compopt -o default 2>/dev/null
  fi
}

# Offers the values of a kind: see _cloudmock_value.
_cloudmock_offer_values() {
  local prefix=
  if [ -n "$is_list" ] && [[ $current == *,* ]]; then
    prefix=${current%,*},
    current=${current##*,}
  fi
  case $kind in
    file | folder)
      # readline's own completion of file names knows quotes and ~, but not what stands before a comma.
      if [ -z "$prefix" ] && [ "$kind" = file ] && compopt -o default 2>/dev/null; then return; fi
      if [ -z "$prefix" ] && [ "$kind" = folder ] && compopt -o dirnames 2>/dev/null; then return; fi
      compopt -o filenames -o nospace 2>/dev/null
      local IFS=$'\n' name
      for name in $(compgen -f -- "$current"); do
        if [ -d "$name" ]; then name=$name/; elif [ "$kind" = folder ]; then continue; fi
        COMPREPLY+=("$prefix$name")
      done
      return
      ;;
    service) choices=$(_cloudmock_services) ;;
  esac
  # Another name may follow after a comma.
  if [ -n "$is_list" ]; then compopt -o nospace 2>/dev/null; fi
  COMPREPLY=($(compgen -P "$prefix" -W "$choices" -- "$current"))
}

_cloudmock() {
  local IFS=$' \t\n'
  local program=${COMP_WORDS[0]} current=${COMP_WORDS[COMP_CWORD]} command=cloudmock
  local given=' ' pending= operands=0 offered= index word name
  local commands flags kind choices is_list
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=${COMP_WORDS[index]}
    if [ "$word" = = ]; then
      # bash 4 and later give --format=json as three words.
      if [ -z "$pending" ]; then ((index++)); fi
    elif [ -n "$pending" ]; then
      pending=
    elif [ "$word" = -- ]; then
      _cloudmock_other_command $((index + 1))
      return
    elif [[ $word == -* ]]; then
      name=${word%%=*}
      given+="$name "
      if [ "$word" = "$name" ] && _cloudmock_value "$command" "$name"; then pending=$name; fi
    else
      _cloudmock_describe "$command"
      if [[ " $commands " == *" $word "* ]]; then command+=" $word"; else ((operands++)); fi
    fi
  done

  if [[ -z $pending && $current == --*=* ]]; then
    pending=${current%%=*}
    current=${current#*=}
  elif [ "$current" = = ]; then
    current=
    # A switch takes true or false after =.
    if [ -z "$pending" ]; then return; fi
  fi
  if [ -n "$pending" ]; then
    if _cloudmock_value "$command" "$pending"; then _cloudmock_offer_values; fi
    return
  fi
  _cloudmock_describe "$command"
  if [[ $current != -* ]]; then
    if [ -n "$commands" ]; then
      COMPREPLY=($(compgen -W "$commands" -- "$current"))
      return
    fi
    if _cloudmock_value "$command" $((operands + 1)); then
      _cloudmock_offer_values
      return
    fi
  fi
  for name in $flags; do
    if [[ $given != *" $name "* ]] || { _cloudmock_value "$command" "$name" && [ -n "$is_list" ]; }; then
      offered+="$name "
    fi
  done
  COMPREPLY=($(compgen -W "$offered" -- "$current"))
}

complete -F _cloudmock cloudmock
