/*
 * Readings: what the words of a run could be from one word on.
 *
 * Each of these tries one kind of name at a part of the run and never changes
 * anything; mentions_parse.c chooses between them.
 */
#ifndef NG_MENTIONS_READ_H
#define NG_MENTIONS_READ_H

#include "mentions.h"

#define HEADS                                                                                      \
    (NG_NAME_BODY | NG_NAME_ORG | NG_NAME_SUFFIX | NG_NAME_FAC | NG_NAME_LOC | NG_NAME_GPE |       \
     NG_NAME_LAW | NG_NAME_EVENT | NG_NAME_AWARD)
#define HEADS_OF                                                                                   \
    (NG_NAME_OF | NG_NAME_GPE_OF | NG_NAME_LAW_OF | NG_NAME_EVENT_OF | NG_NAME_LOC_FIRST)
#define TITLES (NG_NAME_HONORIFIC | NG_NAME_TITLE)

#define BIT NG_LEX_BIT
#define NATION_BITS (BIT(NG_LEX_COUNTRY) | NG_LEX_NORP_BITS)
#define PERSON_PART_BITS (BIT(NG_LEX_GIVEN) | BIT(NG_LEX_SURNAME))
/* Classes whose entries become mentions. */
#define MENTION_BITS                                                                               \
    (NG_LEX_GPE_BITS | NG_LEX_ORG_BITS | NG_LEX_NORP_BITS | BIT(NG_LEX_LOC) | BIT(NG_LEX_FAC) |    \
     BIT(NG_LEX_PERSON) | BIT(NG_LEX_EVENT) | BIT(NG_LEX_OTHER))

/* A reading of the parts [pos, end). */
typedef struct ng_reading {
    size_t end;   /* 0: none */
    size_t begin; /* of the name itself: behind its title */
    uint8_t label, form, rule, flags;
    bool of_body; /* "Ministry of X": a nationality stays apart */
} ng_reading;

static const ng_reading ng_no_reading = {0, 0, NG_NO_LABEL, NG_FORM_FULL, 0, 0, false};

static inline bool
is_capital(const ng_mention_run *m, size_t i)
{
    return i < m->n_run && m->run[i].shape != 0;
}

static inline bool
has(const ng_mention_run *m, size_t i, uint64_t set)
{
    return i < m->n_run && (m->run[i].set & set) != 0;
}

static inline bool
is_initial(const ng_mention_run *m, size_t i)
{
    return i < m->n_run && (m->run[i].shape & NG_SHAPE_INITIAL) != 0 &&
           !(m->run[i].classes & NG_LEX_GPE_BITS) && !(m->run[i].decides & MENTION_BITS) &&
           !((m->run[i].set & NG_NAME_FUNCTION) && ng_token_len(m->doc, m->run[i].token) == 1);
}

/* A bare small word, "of" or the like. */
static inline bool
is_link(const ng_mention_run *m, size_t i, char first)
{
    return i < m->n_run && m->run[i].shape == 0 &&
           *ng_token_begin(m->doc, m->run[i].token) == first;
}

/* "the" stands right before the part. */
static inline bool
is_behind_the(const ng_mention_run *m, size_t pos)
{
    return pos == 0 ? m->the_before : is_link(m, pos - 1, 't') && has(m, pos - 1, NG_NAME_FUNCTION);
}

static inline size_t
match_end(const ng_mention_run *m, size_t pos)
{
    const size_t end = pos + m->run[pos].match_len;

    return m->run[pos].match_len > 0 && end <= m->n_run ? end : 0;
}

static inline uint32_t
match_classes(const ng_mention_run *m, size_t pos)
{
    return match_end(m, pos) != 0 ? m->doc->matches.classes[m->run[pos].match] : 0;
}

/* M2, M3, in mentions_lexicon.c: the match that begins at the part. */
ng_reading ng_read_lexicon(const ng_mention_run *m, size_t pos);

/* The first words of a match of [pos, end) that is no name itself. */
ng_reading ng_read_beginning(const ng_mention_run *m, size_t pos, size_t end);

/* M10 to M17 and M30, in mentions_heads.c: a name with a head noun. */
ng_reading ng_read_head(const ng_mention_run *m, size_t pos);

/* Whether the country or nationality at the part is no part of that name. */
bool ng_splits_nation(const ng_mention_run *m, size_t pos, const ng_reading *head);

/* M5, and M6 to M8, in mentions_person.c. */
ng_reading ng_read_title(const ng_mention_run *m, size_t pos);
ng_reading ng_read_person(const ng_mention_run *m, size_t pos);

#endif
