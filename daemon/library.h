/* library.h - what prompts are made of: the articles and the protocols, read when the settings are. */
#pragma once
#include "config/articles.h"
#include "config/protocols.h"

typedef struct Library {
	GPtrArray  *articles;  /* of Article */
	GHashTable *protocols; /* name -> Protocol */
	guint64     stamp;     /* of the person's own articles as they were read */
} Library;

Library *library_load(const Paths *paths, Problems *problems); /* what is broken is left out and told of */
/* A check-in whose file is broken by now stays as it was `before`, from which it is taken; NULL: there was none. */
void     library_keep(Library *library, Library *before, const Paths *paths);
void     library_free(Library *library);                      /* NULL is fine */
/* Reads the articles again where the person's own changed; called ahead of each use. */
void     library_look(Library *library, const Paths *paths, Problems *problems);
const Protocol *library_protocol(const Library *library, const char *name); /* NULL: none */
