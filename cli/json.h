/* json.h - writes JSON to a GString: escapes strings, places commas. */
#pragma once
#include <glib.h>

typedef struct Json {
	GString *out;
	gboolean comma; /* one is due before the next value */
} Json;

void json_open(Json *json, const char *key, char bracket);  /* '{' or '['; key NULL inside an array or at the top */
void json_close(Json *json, char bracket);                  /* '}' or ']' */
void json_string(Json *json, const char *key, const char *value); /* value NULL: null */
void json_int(Json *json, const char *key, gint64 value);
void json_double(Json *json, const char *key, double value);
void json_bool(Json *json, const char *key, gboolean value);
void json_null(Json *json, const char *key);
