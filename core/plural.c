/* plural.c - the expression is read anew for each number: it is a line, and texts with numbers are few. */
#include "core/plural.h"

#include <string.h>

#define DEEPEST 64 /* brackets in brackets */

typedef struct Reading {
	const char *at;
	guint64 n;
	int depth;
	gboolean wrong;
} Reading;

typedef enum { OR, AND, EQUAL, UNEQUAL, AT_MOST, AT_LEAST, LESS, MORE, PLUS, MINUS, TIMES, OVER, MODULO } Operator;

/* Longer ones ahead of those that they begin with. */
static const struct {
	const char *sign;
	Operator operator;
	int strength;
} operators[] = {
	{ "||", OR, 1 },       { "&&", AND, 2 }, { "==", EQUAL, 3 }, { "!=", UNEQUAL, 3 }, { "<=", AT_MOST, 4 },
	{ ">=", AT_LEAST, 4 }, { "<", LESS, 4 }, { ">", MORE, 4 },   { "+", PLUS, 5 },     { "-", MINUS, 5 },
	{ "*", TIMES, 6 },     { "/", OVER, 6 }, { "%", MODULO, 6 },
};

static guint64 read_choice(Reading *reading);

static gboolean take(Reading *reading, const char *sign)
{
	reading->at += strspn(reading->at, " \t");
	if (!g_str_has_prefix(reading->at, sign))
		return FALSE;
	reading->at += strlen(sign);
	return TRUE;
}

static guint64 read_number(Reading *reading)
{
	char *end;
	guint64 value = g_ascii_strtoull(reading->at, &end, 10);

	reading->wrong = reading->wrong || !g_ascii_isdigit(*reading->at);
	reading->at = end;
	return value;
}

static guint64 read_one(Reading *reading)
{
	guint64 value;

	if (++reading->depth > DEEPEST)
		reading->wrong = TRUE;
	if (reading->wrong)
		return 0;
	if (take(reading, "!"))
		value = !read_one(reading);
	else if (take(reading, "n"))
		value = reading->n;
	else if (take(reading, "(")) {
		value = read_choice(reading);
		reading->wrong = reading->wrong || !take(reading, ")");
	} else
		value = read_number(reading);
	reading->depth--;
	return value;
}

static guint64 apply(Reading *reading, Operator operator, guint64 a, guint64 b)
{
	switch (operator) {
	case OR:
		return a || b;
	case AND:
		return a && b;
	case EQUAL:
		return a == b;
	case UNEQUAL:
		return a != b;
	case AT_MOST:
		return a <= b;
	case AT_LEAST:
		return a >= b;
	case LESS:
		return a < b;
	case MORE:
		return a > b;
	case PLUS:
		return a + b;
	case MINUS:
		return a - b;
	case TIMES:
		return a * b;
	case OVER:
	case MODULO:
		break;
	}
	reading->wrong = reading->wrong || !b;
	return !b ? 0 : operator== OVER ? a / b : a % b;
}

/* The operator that stands next, where it binds at least so strongly; -1: none. */
static int next_operator(Reading *reading, int strength)
{
	for (guint i = 0; i < G_N_ELEMENTS(operators); i++)
		if (operators[i].strength >= strength && take(reading, operators[i].sign))
			return (int)i;
	return -1;
}

static guint64 read_terms(Reading *reading, int strength)
{
	guint64 value = read_one(reading);
	int i;

	while (!reading->wrong && (i = next_operator(reading, strength)) >= 0)
		value = apply(reading, operators[i].operator, value, read_terms(reading, operators[i].strength + 1));
	return value;
}

static guint64 read_choice(Reading *reading)
{
	guint64 value = read_terms(reading, 1), yes, no;

	if (reading->wrong || !take(reading, "?"))
		return value;
	yes = read_choice(reading);
	reading->wrong = reading->wrong || !take(reading, ":");
	no = reading->wrong ? 0 : read_choice(reading);
	return value ? yes : no;
}

gboolean plural_form(const char *expression, guint64 n, guint64 *form)
{
	Reading reading = { expression, n, 0, FALSE };

	*form = read_choice(&reading);
	reading.at += strspn(reading.at, " \t");
	return !reading.wrong && (!*reading.at || *reading.at == ';' || *reading.at == '\n');
}
