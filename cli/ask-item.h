/* ask-item.h - one item of a check-in, asked in the terminal: by single keys, or line by line. */
#pragma once
#include "core/checkin.h"

typedef enum {
	ASK_GOT,     /* an answer */
	ASK_BACK,    /* the item before, please */
	ASK_STOPPED, /* the input ended, or the person stops here */
	ASK_AGAIN,   /* nothing yet */
	ASK_FAILED,  /* it cannot be asked in this way */
} Asked;

typedef struct AskStyle {
	gboolean neutral; /* in the words that tell a stranger nothing */
	gboolean lines;   /* plain lines that read well aloud; else single keys, where the terminal has them */
	gboolean back;    /* there is an item before */
} AskStyle;

#define ASK_HELP                                                                                                       \
	"Each answer is kept at once, on this computer only; nobody monitors them. back (b) takes the one before back " \
	"and asks it again, skip (s) leaves one out where that is possible, q stops. `steady checkin --resume` goes on."

/* The question and what can be answered, a line each, numbered; clean text. Free it. */
char *item_text(const Item *item, gboolean discreet);

/* Asks until the reply can be read. FALSE: the input ended (or a person typed "q" where that is no answer): leave it open. */
gboolean item_ask(const Item *item, gboolean discreet, Answer *answer);
Asked    item_ask_as(const Item *item, const AskStyle *style, Answer *answer); /* never ASK_AGAIN or ASK_FAILED */
