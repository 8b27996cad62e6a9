#include "core/expr.h"
#include "core/i18n.h"
#include <stdlib.h>
#include <string.h>

#define COLUMN N_("column %ld: %s")

enum { MINUTE = 60, HOUR = 60 * 60 };

G_DEFINE_QUARK(steady-when-error, when_error);

static glong column_of(const char *text, const char *where)
{
	gsize bytes = (gsize)(where - text);

	return 1 + (g_utf8_validate(text, (gssize)bytes, NULL) ? g_utf8_strlen(text, (gssize)bytes) : (glong)bytes);
}

gboolean expr_fail_at(const Expr *expr, WhenErrorCode code, const char *where, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list list;

	if (!expr->error || *expr->error)
		return FALSE;
	va_start(list, format);
	message = g_strdup_vprintf(format, list);
	va_end(list);
	g_set_error(expr->error, WHEN_ERROR, code, _(COLUMN), column_of(expr->text, where), message);
	return FALSE;
}

int when_error_column(const GError *error)
{
	const char *said = _(COLUMN);
	gsize ahead = strcspn(said, "%");

	if (!error || error->domain != WHEN_ERROR || strncmp(error->message, said, ahead) != 0)
		return 0;
	return atoi(error->message + ahead);
}

gboolean expr_fail_within(const Expr *expr, const char *part, const GError *why)
{
	int column = when_error_column(why);
	const char *message, *where = part;

	if (!why)
		return FALSE;
	message = column ? strchr(why->message, ':') + 2 : why->message;
	while (column-- > 1 && *where) /* bytes of no character count one by one */
		where += g_utf8_get_char_validated(where, -1) > G_MAXINT32 ? 1 : g_utf8_skip[(guchar)*where];
	return expr_fail_at(expr, why->domain == WHEN_ERROR ? (WhenErrorCode)why->code : WHEN_ERROR_SYNTAX, where, "%s",
	                    message);
}

void expr_skip_blanks(Expr *expr)
{
	expr->at += strspn(expr->at, " \t");
}

gboolean expr_accept(Expr *expr, const char *word)
{
	gsize n = strlen(word);

	if (g_ascii_strncasecmp(expr->at, word, n) != 0)
		return FALSE;
	if (g_ascii_isalpha(word[n - 1]) && g_ascii_isalnum(expr->at[n]))
		return FALSE;
	expr->at += n;
	return TRUE;
}

gboolean expr_number(Expr *expr, int max, int *value)
{
	const char *start = expr->at;
	gint64 number = 0;

	if (!g_ascii_isdigit(*start))
		return expr_fail(expr, _("a number is expected here"));
	for (; g_ascii_isdigit(*expr->at); expr->at++)
		number = MIN(number * 10 + (*expr->at - '0'), G_MAXINT);
	if (number > max)
		return expr_fail_at(expr, WHEN_ERROR_SYNTAX, start, _("%.*s is too large here: at most %d"),
		                    (int)MIN(expr->at - start, 20), start, max);
	*value = (int)number;
	return TRUE;
}

static gboolean two_digits(Expr *expr, int *value)
{
	if (*expr->at != ':')
		return expr_fail(expr, _("a time of day is written like 9:00 or 21:30"));
	expr->at++;
	if (!g_ascii_isdigit(expr->at[0]) || !g_ascii_isdigit(expr->at[1]) || g_ascii_isdigit(expr->at[2]))
		return expr_fail(expr, _("two digits are expected here"));
	return expr_number(expr, 59, value);
}

gboolean expr_clock(Expr *expr, int *seconds)
{
	const char *start = expr->at;
	int h, m, s = 0;

	if (!g_ascii_isdigit(*start))
		return expr_fail(expr, _("a time of day is expected here, like 9:00 or 21:30"));
	if (g_str_has_prefix(start, "24:"))
		return expr_fail(expr, _("a day ends at 23:59; for midnight write 00:00"));
	if (!expr_number(expr, 23, &h) || !two_digits(expr, &m) || (*expr->at == ':' && !two_digits(expr, &s)))
		return FALSE;
	*seconds = h * HOUR + m * MINUTE + s;
	return TRUE;
}

char *clock_to_string(int seconds)
{
	int h = seconds / HOUR, m = seconds / MINUTE % 60, s = seconds % 60;

	return s ? g_strdup_printf("%02d:%02d:%02d", h, m, s) : g_strdup_printf("%02d:%02d", h, m);
}
