/* plain.h - text made safe to put on a screen, whoever wrote it. */
#pragma once
#include <glib.h>

/* Valid UTF-8 without control characters: what was none becomes U+FFFD, a control character a space. Line ends stay when
 * `lines`. NULL gives "". The caller frees. */
char *plain_text(const char *text, gboolean lines);
