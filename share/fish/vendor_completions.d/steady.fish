# Completion for fish: the program itself knows what may follow. Menus describe only what a stranger may read.

function __steady_complete
	set -l words (commandline -opc) (commandline -ct)
	$words[1] complete $words[2..-1] 2>/dev/null | string match -v '<files>'
end

function __steady_files
	set -l words (commandline -opc) (commandline -ct)
	$words[1] complete $words[2..-1] 2>/dev/null | string match -q '<files>'
end

complete -c steady -f -k -a '(__steady_complete)'
complete -c steady -n __steady_files -F
