#include "daemon/plain.h"

char *plain_text(const char *text, gboolean lines)
{
	g_autofree char *valid = g_utf8_make_valid(text ? text : "", -1);
	GString *plain = g_string_sized_new(64);

	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		gboolean keep = (lines && c == '\n') || !g_unichar_iscntrl(c);
		g_string_append_unichar(plain, keep ? c : ' ');
	}
	return g_string_free(plain, FALSE);
}
