#include "config/ini-lines.h"

#include <string.h>

/* --- for inih --- */

void ini_guard(GString *out, const char *value)
{
	static const char digits[] = "0123456789ABCDEF";

	for (const char *c = value; *c; c++) {
		guchar byte = (guchar)*c;
		char guarded[] = { '%', digits[byte >> 4], digits[byte & 15] };

		if (g_ascii_isgraph(*c) && *c != '%' && *c != ';' && *c != '#')
			g_string_append_c(out, *c);
		else
			g_string_append_len(out, guarded, sizeof guarded);
	}
}

void ini_unguard(char *value)
{
	char *out = value;

	for (const char *in = value; *in; in++) {
		if (*in == '%' && g_ascii_isxdigit(in[1]) && g_ascii_isxdigit(in[2])) {
			*out++ = (char)(g_ascii_xdigit_value(in[1]) << 4 | g_ascii_xdigit_value(in[2]));
			in += 2;
		} else {
			*out++ = *in;
		}
	}
	*out = '\0';
}

/* --- quotes --- */

gboolean ini_unquote(char *value)
{
	char *out = value;
	const char *in;

	if (*value != '"')
		return TRUE;
	for (in = value + 1; *in && *in != '"'; in++) {
		if (*in == '\\' && (in[1] == '"' || in[1] == '\\'))
			in++;
		*out++ = *in;
	}
	if (*in != '"' || in[1])
		return FALSE;
	*out = '\0';
	return TRUE;
}

static gboolean needs_quotes(const char *value)
{
	gsize length = strlen(value);

	if (!length)
		return FALSE;
	if (strchr(" \t\";", value[0]) || strchr(" \t", value[length - 1]))
		return TRUE;
	return strstr(value, " ;") || strstr(value, "\t;");
}

char *ini_value_quote(const char *value)
{
	GString *out;

	if (!needs_quotes(value))
		return g_strdup(value);
	out = g_string_new("\"");
	for (const char *c = value; *c; c++)
		g_string_append_printf(out, "%s%c", strchr("\"\\", *c) ? "\\" : "", *c);
	g_string_append_c(out, '"');
	return g_string_free(out, FALSE);
}
