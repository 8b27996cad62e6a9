#include <stdio.h>

#include "cli/status.h"
#include "cli/times.h"
#include "core/i18n.h"

/* One word, also for a style sheet. */
static char *state(const Cli *cli, const Status *status)
{
	const char *word = !status->running                              ? "off"
	                   : status->paused_until                        ? "paused"
	                   : status->waiting > 0                         ? "waiting"
	                   : status->unavailable && *status->unavailable ? "unavailable"
	                                                                 : "ready";

	return g_strdup(word);
}

static char *waiting(const Cli *cli, const Status *status)
{
	return status->waiting < 0 ? g_strdup("") : g_strdup_printf("%d", status->waiting);
}

static char *next(const Cli *cli, const Status *status)
{
	return status->next == TIME_NEVER ? g_strdup("") : time_said(cli, status->next);
}

static char *paused(const Cli *cli, const Status *status)
{
	if (!status->paused_until)
		return g_strdup("");
	return status->paused_until == TIME_NEVER ? g_strdup(_("paused")) : time_said(cli, status->paused_until);
}

static char *why(const Cli *cli, const Status *status)
{
	return g_strdup(status->unavailable ? status->unavailable : "");
}

/* None of the texts needs quoting in JSON. */
static const struct {
	const char *name;
	char *(*text)(const Cli *cli, const Status *status); /* "": there is none */
} fields[] = {
	{ "{state}", state }, { "{waiting}", waiting }, { "{next}", next }, { "{paused}", paused }, { "{why}", why },
};

static const char *word_end(const char *brace)
{
	const char *end = brace + 1;

	while (g_ascii_islower(*end))
		end++;
	return *end == '}' && end > brace + 1 ? end + 1 : NULL;
}

static gboolean is_field(const char *word)
{
	for (guint i = 0; i < G_N_ELEMENTS(fields); i++)
		if (g_str_equal(fields[i].name, word))
			return TRUE;
	return FALSE;
}

char *status_format_unknown(const char *format)
{
	for (const char *at = format; *at; at++) {
		const char *end = *at == '{' ? word_end(at) : NULL;
		g_autofree char *word = end ? g_strndup(at, (gsize)(end - at)) : NULL;

		if (word && !is_field(word))
			return g_steal_pointer(&word);
	}
	return NULL;
}

void status_print(const Cli *cli, const Status *status, const char *format)
{
	g_autoptr(GString) line = g_string_new(format);

	for (guint i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *text = fields[i].text(cli, status);

		g_string_replace(line, fields[i].name, text, 0);
	}
	puts(line->str);
}
