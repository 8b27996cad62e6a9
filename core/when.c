#include "core/when.h"
#include "core/i18n.h"

#include <string.h>

#include "core/when-follow.h"
#include "core/when-random.h"
#include "core/when-slips.h"
#include "core/words.h"

enum { YEARS_AHEAD = 10 };

static const Form *const forms[N_WHEN_FORMS] = {
	[WHEN_CALENDAR] = &calendar_form, [WHEN_RANDOM] = &random_form, [WHEN_CADENCE] = &cadence_form,
	[WHEN_INTERVAL] = &interval_form, [WHEN_FOLLOW] = &follow_form, [WHEN_ONCE] = &once_form,
};

/* A text belongs to the first form that it begins like; the last takes everything else. */
static const WhenForm order[N_WHEN_FORMS] = { WHEN_RANDOM, WHEN_CADENCE, WHEN_INTERVAL,
	                                      WHEN_FOLLOW, WHEN_ONCE,    WHEN_CALENDAR };

struct When {
	WhenForm form;
	gpointer value; /* the form's */
};

/* Calendars name most of their own fixes. */
static gboolean wants_a_fix(WhenForm form, const GError *why)
{
	return g_error_matches(why, WHEN_ERROR, WHEN_ERROR_SYNTAX) &&
	       (form != WHEN_CALENDAR || !strstr(why->message, "; write "));
}

/* What is wrong with it, and the usual fix in place of that where there is one. */
static GError *explain(WhenForm form, const char *text, GError *why)
{
	const char *where = text;
	g_autofree char *slip = wants_a_fix(form, why) ? when_slip(text, &where) : NULL;
	Expr expr = { text, text, &why };

	if (!slip)
		return why;
	g_clear_error(&why);
	expr_fail_at(&expr, WHEN_ERROR_SYNTAX, where, "%s", slip);
	return why;
}

WhenForm when_form_meant(const char *text)
{
	gsize i = 0;

	while (!forms[order[i]]->begins(text))
		i++;
	return order[i];
}

When *when_parse(const char *text, GError **error)
{
	return when_parse_in(text, NULL, error);
}

/* Blanks around it do not count. Columns do count from the begin of what was typed. */
When *when_parse_in(const char *text, Zones *zones, GError **error)
{
	g_autofree char *trimmed = g_strstrip(g_strdup(text));
	g_autoptr(GError) why = NULL;
	Expr expr = { text, text, error };
	gpointer value;
	WhenForm form;
	When *when;

	expr_skip_blanks(&expr);
	if (*trimmed == '\0') {
		expr_fail(&expr, _("when it is due is missing here, like 21:30 or Mon..Fri 08:30"));
		return NULL;
	}
	form = when_form_meant(trimmed);
	value = forms[form]->parse(trimmed, zones, error ? &why : NULL); /* what is wrong takes long to find out */
	if (!value) {
		if (why)
			why = explain(form, trimmed, why);
		expr_fail_within(&expr, expr.at, why);
		return NULL;
	}
	when = g_new(When, 1);
	*when = (When){ form, value };
	return when;
}

void when_free(When *when)
{
	if (!when)
		return;
	forms[when->form]->free(when->value);
	g_free(when);
}

WhenForm when_form(const When *when)
{
	return when->form;
}

const char *when_form_name(WhenForm form)
{
	return forms[form]->name;
}

char *when_to_string(const When *when)
{
	return forms[when->form]->to_string(when->value);
}

gint64 when_next(const When *when, const WhenContext *context, gint64 after)
{
	return forms[when->form]->next(when->value, context, after);
}

gint64 when_prev(const When *when, const WhenContext *context, gint64 before)
{
	return forms[when->form]->prev(when->value, context, before);
}

Zone *when_zone(const When *when)
{
	return forms[when->form]->zone ? forms[when->form]->zone(when->value) : NULL;
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

gboolean when_follows(const When *when, EventType *type, const char **name, gint64 *span)
{
	const Follow *follow = when->value;

	if (when->form != WHEN_FOLLOW)
		return FALSE;
	if (type)
		*type = follow->type;
	if (name)
		*name = follow->name;
	if (span)
		*span = follow->span;
	return TRUE;
}

/* --- in words ---------------------------------------------------------------------------------- */

char *when_explain(const When *when)
{
	return forms[when->form]->explain(when->value);
}

/* The clock goes from `reading` - which is in the gap before the interval - to what it is due at instead. */
static char *say_gap(const ZoneInterval *interval, Zone *zone, gint64 reading, DstGap rule)
{
	gint64 day = reading / DAYS(1), time = reading % DAYS(1) / SECONDS(1);
	gint64 shifted = (time + interval->offset - interval->before) % 86400;
	g_autofree char *date = words_date((int)day), *clock = clock_to_string((int)time);
	g_autofree char *later = clock_to_string((int)shifted);

	if (rule == DST_GAP_SKIP)
		return g_strdup_printf("on %s the clocks in %s skip %s: with dst-gap = skip it is not due then", date,
		                       zone_name(zone), clock);
	return g_strdup_printf("on %s the clocks in %s skip %s: it is due at %s then", date, zone_name(zone), clock,
	                       later);
}

/* The first gap of the next years that swallows one of its times. */
static void warn_gap(const When *when, const WhenContext *context, gint64 after, GPtrArray *warnings)
{
	const Form *form = forms[when->form];
	Zone *zone = when_zone(when) ? when_zone(when) : context->zone;
	gint64 end = after + DAYS(366) * YEARS_AHEAD;
	const ZoneInterval *i;

	if (!zone || !form->next_reading || (form->any_hour && form->any_hour(when->value)))
		return;
	for (i = zone_interval(zone, after); i->until < end;) {
		gint64 reading;

		i = zone_interval(zone, i->until);
		if (i->offset <= i->before)
			continue;
		reading = form->next_reading(when->value, i->from + SECONDS(i->before));
		if (reading < i->from + SECONDS(i->offset)) {
			g_ptr_array_add(warnings, say_gap(i, zone, reading, context->dst.gap));
			return;
		}
	}
}

char **when_warnings(const When *when, const WhenContext *context, gint64 after)
{
	GPtrArray *warnings = g_ptr_array_new();

	if (forms[when->form]->warn)
		forms[when->form]->warn(when->value, warnings);
	warn_gap(when, context, after, warnings);
	g_ptr_array_add(warnings, NULL);
	return (char **)g_ptr_array_free(warnings, FALSE);
}
