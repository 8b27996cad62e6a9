/* reading-ease.c - Flesch's formula, and the syllables of an English word by rule. */
#include "config/reading-ease.h"

#include <string.h>

static gboolean is_vowel(char c)
{
	return strchr("aeiouy", g_ascii_tolower(c)) != NULL;
}

static gboolean ends(const char *word, size_t length, const char *tail)
{
	size_t n = strlen(tail);

	return length > n && g_ascii_strncasecmp(word + length - n, tail, n) == 0;
}

/* Whether the e of the last letters is silent: "time", "times", "called", but not "table", "houses", "wanted". */
static gboolean is_silent(const char *word, size_t n)
{
	static const char *const spoken[] = { "ted", "ded", "ses", "zes", "ces", "ges", "xes", "ches", "shes", NULL };

	for (int i = 0; spoken[i]; i++)
		if (ends(word, n, spoken[i]))
			return FALSE;
	if (ends(word, n, "e"))
		return !is_vowel(word[n - 2]) && !(ends(word, n, "le") && n > 2 && !is_vowel(word[n - 3]));
	return (ends(word, n, "es") || ends(word, n, "ed")) && n > 2 && !is_vowel(word[n - 3]);
}

int reading_syllables(const char *word)
{
	size_t n = strlen(word);
	int groups = 0;

	for (size_t i = 0; i < n; i++)
		groups += is_vowel(word[i]) && (i == 0 || !is_vowel(word[i - 1]));
	if (groups > 1 && is_silent(word, n))
		groups--;
	return MAX(groups, 1);
}

typedef struct Counts {
	int words, sentences, syllables;
	int open; /* words since the last sentence ended */
} Counts;

static void add_word(Counts *counts, const char *from, const char *to)
{
	g_autofree char *word = g_strndup(from, to - from);

	counts->words++;
	counts->open++;
	counts->syllables += reading_syllables(word);
}

static void end_sentence(Counts *counts)
{
	counts->sentences += counts->open > 0;
	counts->open = 0;
}

/* The bytes of an apostrophe within a word, of a typewriter or of a printer; 0: none stands there. */
static size_t apostrophe(const char *p)
{
	size_t n = *p == '\'' ? 1 : g_str_has_prefix(p, "’") ? strlen("’") : 0;

	return n && g_ascii_isalpha(p[n]) ? n : 0;
}

/* --- German --------------------------------------------------------------------------------------- */

static gboolean is_german_vowel(gunichar c)
{
	return c && g_utf8_strchr("aeiouyäöü", -1, g_unichar_tolower(c)) != NULL;
}

/* Vowels that stand together are one syllable: "Beziehung" has three. */
double reading_ease_german(const char *text)
{
	Counts counts = { 0 };
	gboolean word = FALSE, vowel = FALSE;

	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		gboolean letter = g_unichar_isalpha(c);

		counts.words += letter && !word;
		counts.open += letter && !word;
		counts.syllables += letter && is_german_vowel(c) && !vowel;
		vowel = letter && is_german_vowel(c);
		word = letter;
		if (!letter && strchr(".!?\n", (int)c) && c < 128)
			end_sentence(&counts);
	}
	end_sentence(&counts);
	if (!counts.words)
		return 100;
	return 180.0 - (double)counts.words / counts.sentences - 58.5 * counts.syllables / counts.words;
}

double reading_ease(const char *text)
{
	Counts counts = { 0 };
	const char *p = text;

	while (*p) {
		const char *from = p;

		while (g_ascii_isalpha(*p) || (p > from && apostrophe(p)))
			p += g_ascii_isalpha(*p) ? 1 : apostrophe(p);
		if (p > from)
			add_word(&counts, from, p);
		else if (strchr(".!?\n", *p++))
			end_sentence(&counts);
	}
	end_sentence(&counts);
	if (!counts.words)
		return 100;
	return 206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words;
}
