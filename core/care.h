/* care.h - what the person said of how it was, so that Steady can speak rightly. */
#pragma once
#include <glib.h>

/* To whom a text speaks: to anybody, to who was left, to who left. */
typedef enum { STANCE_ANY, STANCE_LEFT, STANCE_LEAVING, N_STANCES } Stance;

typedef struct Care {
	gboolean frightened; /* they have frightened, threatened or followed the person: nothing about contact or reunion */
	Stance   stance;     /* which side the person was on; STANCE_ANY: not said */
} Care;
