/* language.h - in which language the person is spoken to: [steady] language, else what the environment says, as gettext reads it:
 * LANGUAGE, a list, where LC_ALL, LC_MESSAGES or LANG (the first that is set) names a language; nothing or "C": English. */
#pragma once
#include "config/paths.h"

/* Best first, from the special to the general: "de_AT", "de". English ends the list and is not in it: it is what there is where a
 * file is missing in all of them. `setting`: "auto" or a tag such as de-AT; NULL is auto. Free it with g_strfreev(). */
char   **language_list(const char *setting);

/* [steady] language of the settings file, as far as that can be read: a mistake elsewhere in it changes nothing. Free it. */
char    *language_setting(const Paths *paths);

/* From now on texts are of this language, and `paths` names its files. */
void     language_use(Paths *paths, const char *setting);
