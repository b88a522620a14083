/**
 * The script for bash. It passes the words as they are typed: nothing of the command line is evaluated while it is
 * completed, and nothing of what is proposed either. It needs bash alone, 3.2 or later.
 */
export const bashScript = `# bash completion of interkit
_interkit_complete() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line word value
  local words=()
  # Bash makes words of their own of "=" and ":".
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if [[ \${#words[@]} -gt 0 && ( $word == [=:] || \${words[\${#words[@]}-1]} == *[=:] ) ]]; then
      words[\${#words[@]}-1]+="$word"
    else
      words+=("$word")
    fi
  done
  [[ $current == [=:] ]] && current=""
  COMPREPLY=()
  while IFS= read -r line; do
    value="\${line%%$'\\t'*}"
    [[ $line == :* || $value != "$current"* ]] || COMPREPLY+=("$value")
  done < <(interkit complete -- "\${words[@]}" 2>/dev/null)
}
complete -o default -F _interkit_complete interkit
`;
