#include "core/helpline.h"

Helpline *helpline_new(const char *name)
{
	Helpline *helpline = g_new0(Helpline, 1);

	helpline->name = g_strdup(name);
	return helpline;
}

void helpline_free(Helpline *helpline)
{
	if (!helpline)
		return;
	g_free(helpline->name);
	g_free(helpline->title);
	g_free(helpline->phone);
	g_free(helpline->text);
	g_free(helpline->hours);
	g_free(helpline->note);
	g_free(helpline->chat);
	g_free(helpline->languages);
	g_free(helpline->page);
	g_free(helpline);
}

static const char *const kind_names[N_HELP] = { [HELP_CRISIS] = "crisis", [HELP_ABUSE] = "abuse" };

const char *help_kind_name(HelpKind kind)
{
	return kind_names[kind];
}

gboolean help_kind_parse(const char *text, HelpKind *kind)
{
	for (int i = 0; i < N_HELP; i++)
		if (g_str_equal(text, kind_names[i])) {
			*kind = (HelpKind)i;
			return TRUE;
		}
	return FALSE;
}

/* --- a country's ---------------------------------------------------------------------------------- */

Helplines *helplines_new(const char *code)
{
	Helplines *helplines = g_new0(Helplines, 1);

	helplines->code = g_ascii_strup(code, -1);
	helplines->lines = g_ptr_array_new_with_free_func((GDestroyNotify)helpline_free);
	return helplines;
}

void helplines_free(Helplines *helplines)
{
	if (!helplines)
		return;
	g_free(helplines->code);
	g_free(helplines->name);
	g_free(helplines->emergency);
	g_ptr_array_unref(helplines->lines);
	g_free(helplines);
}

int helplines_checked(const Helplines *helplines)
{
	int oldest = 0;

	for (guint i = 0; i < helplines->lines->len; i++) {
		const Helpline *line = g_ptr_array_index(helplines->lines, i);

		oldest = oldest ? MIN(oldest, line->checked) : line->checked;
	}
	return oldest;
}

gboolean helplines_are_old(const Helplines *helplines, int today)
{
	return helplines->lines->len && today - helplines_checked(helplines) > HELPLINE_AGE;
}

const Helpline *helplines_first(const Helplines *helplines, HelpKind kind)
{
	for (guint i = 0; i < helplines->lines->len; i++) {
		const Helpline *line = g_ptr_array_index(helplines->lines, i);

		if (line->kind == kind)
			return line;
	}
	return NULL;
}
