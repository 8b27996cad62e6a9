/* settings-check.h - what only the whole of the settings can tell of a schedule: for settings.c only. */
#pragma once
#include "config/ini.h"
#include "config/settings.h"

/* `settings` were read from `file` without an error. Adds what is impossible together (a random request without room beside the
 * quiet hours, a schedule of which nothing is left, a check-in that is followed and not there), and warnings. */
void settings_check(const Settings *settings, const IniFile *file, const char *path, Problems *problems);
