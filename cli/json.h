/* json.h - writes JSON to a GString: escapes strings, places commas. */
#pragma once
#include "core/zone.h"

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
/* KEY as ISO 8601 with the offset, and KEY_epoch in seconds; both null when `at` is 0 or TIME_NEVER. */
void json_time(Json *json, const char *key, Zone *zone, gint64 at);
void json_print(Json *json); /* to stdout as one line; frees `out` */
