/* editor.h - the person's own editor. */
#pragma once

/* Opens a file in $VISUAL, $EDITOR, or what is installed, and waits for its end. An exit code, after saying what went wrong. */
int editor_open(const char *file);
