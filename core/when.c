#include "core/when.h"
#include "core/calendar.h"
#include "core/expr.h"
#include "core/when-random.h"
#include <string.h>

/* One row a form. A text belongs to the first form that it begins like; the last takes everything else. */
typedef struct Form {
	gboolean (*begins)(const char *text);
	gpointer (*parse)(const char *text, GError **error);
	void (*free)(gpointer value);
	char *(*to_string)(gconstpointer value);
	gint64 (*next)(gconstpointer value, const WhenContext *context, gint64 after);
} Form;

struct When {
	WhenForm form;
	gpointer value; /* Calendar or Random */
};

static gboolean calendar_begins(const char *text)
{
	return TRUE;
}

static gpointer calendar_form_parse(const char *text, GError **error)
{
	Calendar *calendar = calendar_parse(text, error);
	Expr expr = { text, text, error };
	g_autofree char *why = NULL;

	if (!calendar || !calendar_never(calendar))
		return calendar;
	why = calendar_why_never(calendar);
	calendar_free(calendar);
	expr_fail_at(&expr, WHEN_ERROR_NEVER, text, "this is never due: %s", why);
	return NULL;
}

static void calendar_form_free(gpointer value)
{
	calendar_free(value);
}

static char *calendar_form_to_string(gconstpointer value)
{
	return calendar_to_string(value);
}

static gint64 calendar_form_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	return calendar_next(value, context->zone, after);
}

static gpointer random_form_parse(const char *text, GError **error)
{
	return random_parse(text, error);
}

static void random_form_free(gpointer value)
{
	random_free(value);
}

static char *random_form_to_string(gconstpointer value)
{
	return random_to_string(value);
}

static gint64 random_form_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	return random_next(value, context, after);
}

static const Form forms[] = {
	[WHEN_RANDOM] = { random_begins, random_form_parse, random_form_free, random_form_to_string, random_form_next },
	[WHEN_CALENDAR] = { calendar_begins, calendar_form_parse, calendar_form_free, calendar_form_to_string,
	                    calendar_form_next },
};
static const WhenForm order[] = { WHEN_RANDOM, WHEN_CALENDAR };

/* Blanks around it do not count. Columns do count from the begin of what was typed. */
When *when_parse(const char *text, GError **error)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	g_autoptr(GError) why = NULL;
	Expr expr = { text, text, error };
	gsize i = 0;
	gpointer value;
	When *when;

	expr_skip_blanks(&expr);
	if (*trimmed == '\0') {
		expr_fail(&expr, "when it is due is missing here, like 21:30 or Mon..Fri 08:30");
		return NULL;
	}
	while (!forms[order[i]].begins(trimmed))
		i++;
	value = forms[order[i]].parse(trimmed, error ? &why : NULL); /* what is wrong takes long to find out */
	if (!value) {
		expr_fail_within(&expr, expr.at, why);
		return NULL;
	}
	when = g_new(When, 1);
	*when = (When){ order[i], value };
	return when;
}

void when_free(When *when)
{
	if (!when)
		return;
	forms[when->form].free(when->value);
	g_free(when);
}

WhenForm when_form(const When *when)
{
	return when->form;
}

char *when_to_string(const When *when)
{
	return forms[when->form].to_string(when->value);
}

gint64 when_next(const When *when, const WhenContext *context, gint64 after)
{
	return forms[when->form].next(when->value, context, after);
}

gint64 *when_draw(const When *when, const WhenContext *context, int day, guint *n)
{
	*n = 0;
	return when->form == WHEN_RANDOM ? random_draw(when->value, context, day, n) : NULL;
}

gboolean when_fits(const When *when, Hours quiet, GError **error)
{
	return when->form != WHEN_RANDOM || random_fits(when->value, quiet, error);
}
