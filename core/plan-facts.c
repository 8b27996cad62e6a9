#include "core/plan-facts.h"
#include "core/i18n.h"

#include <string.h>

PlanFacts plan_facts(const char *name, const GArray *outcomes)
{
	PlanFacts facts = { 0 };
	const struct {
		const char *value;
		int *count;
	} counts[] = {
		{ "offered", &facts.offered }, { "rehearsed", &facts.rehearsed }, { "used", &facts.used },
		{ "helped", &facts.helped },   { "unhelpful", &facts.unhelpful },
	};

	for (guint i = 0; i < outcomes->len; i++) {
		const OutcomeFact *fact = &g_array_index(outcomes, OutcomeFact, i);

		if (fact->kind != OUTCOME_OF_PLAN || strcmp(fact->name, name) != 0)
			continue;
		for (guint j = 0; j < G_N_ELEMENTS(counts); j++)
			*counts[j].count += strcmp(fact->value, counts[j].value) == 0;
		if (strcmp(fact->value, "rehearsed") == 0)
			facts.last_rehearsed = MAX(facts.last_rehearsed, fact->at);
	}
	return facts;
}

const Plan *plans_to_rehearse(const GPtrArray *plans, const GArray *outcomes)
{
	const Plan *next = NULL;
	gint64 longest = 0;

	for (guint i = 0; i < plans->len; i++) {
		const Plan *plan = plans->pdata[i];
		gint64 last = plan_facts(plan->name, outcomes).last_rehearsed;

		if (!next || last < longest) {
			next = plan;
			longest = last;
		}
	}
	return next;
}

/* --- its form ------------------------------------------------------------------------------------------ */

/* A plan is written in the person's own words: what is English or German of it is known in each language. */
static const struct {
	gboolean in_action;
	const char *pattern, *german, *said;
} slips[] = {
	{ TRUE, "^(then )?(i )?(do not|don['’]?t|will not|won['’]?t|never|not|no|stop|avoid|resist)\\b",
	  "^(dann )?(ich )?(\\S+ ){0,4}(nicht|nie|niemals|kein|keine|keinen)\\b|^(dann )?(ich "
	  ")?(vermeide|verzichte|widerstehe)\\b",
	  N_("\"then\" says what you will not do, and a plan needs something to do: what stands in its place? \"I put "
	     "the "
	     "phone in the "
	     "kitchen\" works where \"I don't message\" does not.") },
	{ TRUE, "\\b(try to|should|be strong|think positive|stay calm|feel better|be happy)\\b",
	  "\\b(versuche?|sollte|stark (sein|bleiben)|bleibe? (stark|ruhig)|positiv denken|denke? positiv|glücklich "
	  "sein)\\b",
	  N_("\"then\" is more of a wish than a deed. One thing that another person could see you do is easier to "
	     "begin: "
	     "\"I call "
	     "Sam\", \"I walk round the block\".") },
	{ TRUE, "\\b(text|message|call|phone|write( to)?|email|meet|see|ask|visit)\\s+(them|him|her|my ex)\\b",
	  "\\b(schreibe?|texte|rufe?|kontaktiere|treffe?|besuche?|sehe|frage?)\\s+(ich )?(ihm|ihn|ihr|sie|meine[nm]? "
	  "ex)\\b",
	  N_("\"then\" leads to them. A plan for this moment works without them: somebody else, or something to do.") },
	{ TRUE, "\\b(or|and then|if)\\b.*\\b(or|and then|if)\\b",
	  "\\b(oder|und dann|wenn|falls)\\b.*\\b(oder|und dann|wenn|falls)\\b",
	  N_("\"then\" holds several things. One is easier to begin; the others can be plans of their own.") },
	{ FALSE, "^(if )?(i (feel|am) (bad|sad|down|not good|unwell)|it is bad|sometimes|always|whenever|ever)\\.?$",
	  "^(wenn )?(ich bin (traurig|niedergeschlagen|unglücklich)|ich (traurig|niedergeschlagen|unglücklich) bin|"
	  "(es )?mir (geht )?(es )?(schlecht|nicht gut)( geht)?|ich (mich )?(fühle mich )?(schlecht|nicht gut)( "
	  "fühle)?|manchmal|immer)\\.?$",
	  N_("\"if\" could be any hour. A moment that you would notice works better: a time, a place, what you have "
	     "just "
	     "done.") },
};

char **plan_slips(const char *condition, const char *action)
{
	g_autoptr(GPtrArray) said = g_ptr_array_new();

	for (guint i = 0; i < G_N_ELEMENTS(slips); i++) {
		const char *text = slips[i].in_action ? action : condition;

		if (g_regex_match_simple(slips[i].pattern, text, G_REGEX_CASELESS, 0) ||
		    g_regex_match_simple(slips[i].german, text, G_REGEX_CASELESS, 0))
			g_ptr_array_add(said, g_strdup(_(slips[i].said)));
	}
	g_ptr_array_add(said, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&said), FALSE);
}

/* --- by heart ------------------------------------------------------------------------------------------- */

/* Its words, folded, of three letters and more: the small ones slip most easily. */
static GHashTable *words_of(const char *text)
{
	g_autofree char *folded = g_utf8_casefold(text, -1);
	g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *from = NULL;

	for (const char *c = folded;; c = g_utf8_next_char(c)) {
		gboolean letter = *c && g_unichar_isalnum(g_utf8_get_char(c));

		if (letter && !from)
			from = c;
		if (!letter && from && g_utf8_strlen(from, c - from) >= 3)
			g_hash_table_add(words, g_strndup(from, (gsize)(c - from)));
		if (!letter)
			from = NULL;
		if (!*c)
			return g_steal_pointer(&words);
	}
}

gboolean plan_is_said(const char *action, const char *typed)
{
	g_autoptr(GHashTable) want = words_of(action), have = words_of(typed);
	GHashTableIter iter;
	gpointer word;
	guint found = 0;

	g_hash_table_iter_init(&iter, want);
	while (g_hash_table_iter_next(&iter, &word, NULL))
		found += g_hash_table_contains(have, word);
	return g_hash_table_size(want) ? found * 2 > g_hash_table_size(want) : *typed != '\0';
}
