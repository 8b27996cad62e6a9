#include "core/calendar-fields.h"
#include "core/i18n.h"
#include "core/when-form.h"

/* systemd's OnCalendar= as a form: whatever no other form begins like. */

static gboolean calendar_begins(const char *text)
{
	return TRUE;
}

static gpointer form_parse(const char *text, Zones *zones, GError **error)
{
	Calendar *calendar = calendar_parse_in(text, zones, error);
	Expr expr = { text, text, error };
	g_autofree char *why = NULL;

	if (!calendar || !calendar_never(calendar))
		return calendar;
	why = calendar_why_never(calendar);
	calendar_free(calendar);
	expr_fail_at(&expr, WHEN_ERROR_NEVER, text, _("this is never due: %s"), why);
	return NULL;
}

static void form_free(gpointer value)
{
	calendar_free(value);
}

static char *form_to_string(gconstpointer value)
{
	return calendar_to_string(value);
}

static char *form_explain(gconstpointer value)
{
	return calendar_explain(value);
}

static gint64 form_next(gconstpointer value, const WhenContext *context, gint64 after)
{
	return calendar_next_by(value, context->zone, context->dst, after);
}

static gint64 form_prev(gconstpointer value, const WhenContext *context, gint64 before)
{
	return calendar_prev_by(value, context->zone, context->dst, before);
}

static Zone *form_zone(gconstpointer value)
{
	return calendar_zone(value);
}

static gint64 form_next_reading(gconstpointer value, gint64 at)
{
	return calendar_next_reading(value, at);
}

static gboolean form_any_hour(gconstpointer value)
{
	return ((const Calendar *)value)->hours == ALL_HOURS;
}

static void form_warn(gconstpointer value, GPtrArray *warnings)
{
	calendar_warn(value, warnings);
}

const Form calendar_form = {
	.name = "calendar",
	.begins = calendar_begins,
	.parse = form_parse,
	.free = form_free,
	.to_string = form_to_string,
	.explain = form_explain,
	.next = form_next,
	.prev = form_prev,
	.zone = form_zone,
	.next_reading = form_next_reading,
	.any_hour = form_any_hour,
	.warn = form_warn,
};
