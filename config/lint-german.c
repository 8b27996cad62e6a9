/* lint-german.c - the words of lint-words.c for texts in German. */
#include "config/lint-file.h"

#define GIVES_AWAY                                                                                                     \
	"trennung|getrennt|schluss gemacht|\\bex\\b|ex-|partner|beziehung|\\bliebe|verlieb|nachricht|kontakt|"         \
	"\\bdr[aä]ng|einsam|vermiss|\\bbrauchst|herz|sehnsucht|scheidung|entzug|\\bihr(e[nmrs]?)? (fehl|schreib)"
#define MOODS "allein|trauer|traurig|weinen|\\bwein(st|t|e)\\b"

static void check_moods(Lint *lint, const LintFile *file, const LintCheck *row)
{
	if (file->is_article)
		lint_check_neutral(lint, file, row);
}

const LintCheck lint_german_checks[] = {
	{ "gives nothing away in its neutral texts", FALSE, lint_check_neutral, GIVES_AWAY, "say it in other words" },
	{ "shows no mood in its neutral texts", FALSE, check_moods, MOODS, "say it in other words" },
	{ "nowhere speaks as 'we'", TRUE, lint_check_words, "\\b(wir|uns|unser(e[nmrs]?)?)\\b",
	  "speaks as 'we': say du" },
	{ "nowhere calls somebody addicted", TRUE, lint_check_words, "süchtig|\\bsucht\\b|suchtkrank",
	  "is a diagnosis: say what it is like" },
	{ "nowhere tells people to be done with it", TRUE, lint_check_words,
	  "\\blass (endlich )?los\\b|loslassen|hinwegkommen|hinweggekommen|abhaken|nach vorne schauen",
	  "tells people what to be done with" },
	{ "nowhere speaks of soulmates", TRUE, lint_check_words, "seelenverwandt|zwillingsflamme|füreinander bestimmt",
	  "says what nobody knows" },
	{ "nowhere forbids a thought", TRUE, lint_check_words,
	  "denk nicht (an|daran|mehr)|hör auf,? (daran )?zu denken", "forbids a thought, which brings it back" },
	{ "nowhere cheers", TRUE, lint_check_words,
	  "!|\\bdu schaffst das|\\bgut gemacht|\\bglückwunsch|\\bweiter so\\b", "cheers: say it plainly" },
	{ "nowhere gives a gender", TRUE, lint_check_words,
	  "\\b(ehemann|ehefrau|exmann|exfrau|ex-mann|ex-frau|(dein|ihr|sein) freund|(deine|ihre|seine) freundin)\\b",
	  "gives somebody a gender: say der andere Mensch, die Person, or who it is" },
	{ "nowhere diagnoses", TRUE, lint_check_words,
	  "co-?abhängig|narzis|persönlichkeitsstörung|\\btoxisch|traumabindung|du bist depressiv",
	  "is a diagnosis: say what happens" },
	{ "nowhere promises an outcome", TRUE, lint_check_words,
	  "\\b(es|das) wird (besser|wieder gut|vorübergehen|alles gut)|alles wird gut|garantiert|die zeit heilt",
	  "promises an outcome: leave it open" },
	{ "nowhere uses a wellness cliche", TRUE, lint_check_words,
	  "selbstfürsorge|selbstliebe|heilungsreise|\\bheilung\\b|inneres kind|werkzeugkasten",
	  "is worn out: say it in plain words" },
	{ NULL },
};
