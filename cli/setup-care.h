/* setup-care.h - how `steady setup` asks about what may hurt to be asked: kindly, skippably, and saying where the answer stands. */
#pragma once
#include <glib.h>

void  setup_care_begin(const char *settings); /* ahead of the two questions; the path of the settings file */
void  setup_care_thank(void);                 /* after a yes to having been frightened */
/* What people type for the setting: "y", "them", "me"; takes `line`, free the result. */
char *setup_care_yes(char *line);
char *setup_care_side(char *line);
