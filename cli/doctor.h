/* doctor.h - what is wrong here, each with a way out. Every check stands alone: what is broken, missing or hung for one of them
 * keeps no other from being made. Nothing is changed, and nothing is started by looking. */
#pragma once
#include "cli/cli.h"

typedef enum {
	HEALTH_FINE,
	HEALTH_FOUND,
	HEALTH_UNKNOWN, /* it could not be looked at; another check says why */
} Health;

typedef enum {
	WEIGHT_WRONG, /* prompts do not come, or what is recorded is in danger */
	WEIGHT_NOTE,  /* good to know */
} Weight;

/* What the checks share; asked once. Borrowed by them. */
typedef struct Patient {
	const Cli *cli;
	GDBusConnection *bus; /* NULL: none */
	char *daemon;         /* the daemon's name on the bus; NULL: it does not run */
	char *version;        /* of the daemon; NULL: it does not say */
	char *server;         /* who shows notifications, as its name on the bus; NULL: nobody now */
	char *server_name, *server_vendor; /* as it calls itself; NULL: it does not say */
	GStrv abilities;      /* of it; NULL: it does not say */
} Patient;

typedef struct Check {
	const char *name;   /* for --json; stays as it is */
	/* Looks; `detail`, where set, is what {} stands for in both texts. The caller frees it. */
	Health    (*look)(const Patient *patient, char **detail);
	Weight      weight;
	const char *said;   /* what is so */
	const char *fix;    /* what to do */
} Check;

extern const Check doctor_checks[]; /* in the order in which they matter; a NULL name ends them */

typedef struct Finding {
	const Check *check;
	Health health;
	char *said, *fix; /* NULL unless HEALTH_FOUND */
} Finding;

GArray *doctor_look(const Cli *cli); /* of Finding, one a check; g_array_unref it */

/* --- doctor-bus.c --- */
#define DOCTOR_PATIENCE 1500 /* milliseconds that one question on the bus may take */
void   patient_init(Patient *patient, const Cli *cli);
void   patient_clear(Patient *patient);
/* NULL: nobody answers. Nothing is started by asking. `type` NULL: of whatever type. */
GVariant *patient_ask(const Patient *patient, const char *name, const char *path, const char *interface, const char *method, GVariant *arguments, const char *type);
Health look_for_bus(const Patient *patient, char **detail);
Health look_for_daemon(const Patient *patient, char **detail);
Health look_at_silence(const Patient *patient, char **detail);
Health look_at_version(const Patient *patient, char **detail);
Health look_at_unit(const Patient *patient, char **detail);

/* --- doctor-server.c --- */
Health look_for_server(const Patient *patient, char **detail);
Health look_at_server(const Patient *patient, char **detail);
Health look_for_buttons(const Patient *patient, char **detail);
Health look_at_peace(const Patient *patient, char **detail);

/* --- doctor-files.c --- */
Health look_for_parts(const Patient *patient, char **detail);
Health look_for_settings(const Patient *patient, char **detail);
Health look_at_settings(const Patient *patient, char **detail);
Health look_at_store(const Patient *patient, char **detail);
Health look_into_store(const Patient *patient, char **detail);
Health look_at_writing(const Patient *patient, char **detail);
Health look_at_room(const Patient *patient, char **detail);
Health look_at_privacy(const Patient *patient, char **detail);
Health look_for_leftovers(const Patient *patient, char **detail);
Health look_for_deletion(const Patient *patient, char **detail);

/* --- doctor-world.c --- */
Health look_at_clock(const Patient *patient, char **detail);
Health look_at_zone(const Patient *patient, char **detail);
Health look_at_helplines(const Patient *patient, char **detail);
