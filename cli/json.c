/* json.c - writes JSON to a GString. Numbers never take the locale's comma, text is always valid UTF-8. */
#include "cli/json.h"

#include <math.h>
#include <stdio.h>

static void quote(GString *out, const char *text)
{
	g_autofree char *valid = g_utf8_make_valid(text, -1);

	g_string_append_c(out, '"');
	for (const char *p = valid; *p; p++) {
		guchar c = *p;

		if (c == '"' || c == '\\')
			g_string_append_c(out, '\\');
		if (c == '\n')
			g_string_append(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			g_string_append_printf(out, "\\u%04x", c);
		else
			g_string_append_c(out, c);
	}
	g_string_append_c(out, '"');
}

static void begin(Json *json, const char *key)
{
	if (!json->out)
		json->out = g_string_new(NULL);
	if (json->comma)
		g_string_append_c(json->out, ',');
	json->comma = TRUE;
	if (key) {
		quote(json->out, key);
		g_string_append_c(json->out, ':');
	}
}

void json_open(Json *json, const char *key, char bracket)
{
	begin(json, key);
	g_string_append_c(json->out, bracket);
	json->comma = FALSE;
}

void json_close(Json *json, char bracket)
{
	g_string_append_c(json->out, bracket);
	json->comma = TRUE;
}

void json_string(Json *json, const char *key, const char *value)
{
	if (!value)
		return json_null(json, key);
	begin(json, key);
	quote(json->out, value);
}

void json_int(Json *json, const char *key, gint64 value)
{
	begin(json, key);
	g_string_append_printf(json->out, "%" G_GINT64_FORMAT, value);
}

void json_double(Json *json, const char *key, double value)
{
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	if (!isfinite(value))
		return json_null(json, key);
	begin(json, key);
	g_ascii_formatd(number, sizeof number, "%.15g", value); /* the shortest that reads back as the same number */
	if (g_ascii_strtod(number, NULL) != value)
		g_ascii_dtostr(number, sizeof number, value);
	g_string_append(json->out, number);
}

void json_bool(Json *json, const char *key, gboolean value)
{
	begin(json, key);
	g_string_append(json->out, value ? "true" : "false");
}

void json_null(Json *json, const char *key)
{
	begin(json, key);
	g_string_append(json->out, "null");
}

void json_time(Json *json, const char *key, Zone *zone, gint64 at)
{
	gboolean known = at != 0 && at != TIME_NEVER;
	g_autofree char *iso = known ? zone_format_iso(zone, at) : NULL;
	g_autofree char *epoch = g_strconcat(key, "_epoch", NULL);

	json_string(json, key, iso);
	if (known)
		json_int(json, epoch, at / G_USEC_PER_SEC);
	else
		json_null(json, epoch);
}

void json_print(Json *json)
{
	puts(json->out->str);
	g_string_free(json->out, TRUE);
	*json = (Json){ 0 };
}
