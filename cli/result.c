#include "cli/result.h"

#include "cli/json.h"

static int end(Json *json)
{
	json_close(json, '}');
	json_print(json);
	return EXIT_DONE;
}

int result_id(const char *key, gint64 id)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_int(&json, key, id);
	return end(&json);
}

int result_text(const char *key, const char *text)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_string(&json, key, text);
	return end(&json);
}

int result_until(const Cli *cli, const char *key, gint64 id, gint64 until)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	if (id)
		json_int(&json, key, id);
	json_time(&json, "until", cli->zone, until);
	return end(&json);
}

int result_pause(const Cli *cli, gboolean paused, gboolean hidden, gint64 until)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_bool(&json, "paused", paused);
	json_bool(&json, "hidden", hidden);
	json_time(&json, "until", cli->zone, until);
	return end(&json);
}

int result_answer(gint64 prompt, gboolean late, const char *next)
{
	Json json = { 0 };

	json_open(&json, NULL, '{');
	json_int(&json, "prompt", prompt);
	json_bool(&json, "late", late);
	json_string(&json, "next", next && *next ? next : NULL);
	return end(&json);
}
