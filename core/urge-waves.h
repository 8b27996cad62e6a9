/* urge-waves.h - what the person's own past urges did, counted. Pure. Nothing here says how long an urge lasts: no study known to us
 * does, and the next one may be another. */
#pragma once
#include "core/urge.h"

#define WAVE_AT   MINUTES(15) /* a wave is looked at so long after it was first rated... */
#define WAVE_FROM MINUTES(10) /* ...by the rating nearest to that, from here */
#define WAVE_TO   MINUTES(25) /* to here */
#define WAVE_FELL 3           /* points; one that began lower cannot fall so far, and is not looked at */
#define WAVES_FEW 5           /* with fewer nothing can be told */

typedef struct Waves {
	int n;    /* that began at WAVE_FELL or more and were rated again about WAVE_AT later */
	int fell; /* of these: by WAVE_FELL or more */
} Waves;

Waves waves_of(const GArray *urges); /* of Urge */
char *waves_in_words(const Waves *waves); /* "Of 23 past urges, 20 had fallen by 3 or more after 15 minutes."; free it */
