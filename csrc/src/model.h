/*
 * A tagger's model: the file .ngm (container.h), used where it is mapped.
 *
 *   info     ng_model_info_file
 *   labels   the types' names, each with a NUL
 *   check    u16 a slot: 0 where it is empty, else bits of the feature's key
 *   scale    u8 a slot
 *   rows     `width` int8 a slot; a weight is scale * row / NG_MODEL_UNIT
 *   moves    4 * width int16: see ng_model.moves
 *   conf     NG_MODEL_N_CONF float: how often a name of that margin is right
 *   meta     "key: value" lines
 *
 * A feature's row is in one of the NG_MODEL_WINDOW slots from its home on, which are
 * looked at all at once: no loop whose end the processor would have to guess.
 *
 * Labels are 0 for no name, then the beginnings of all types, then their insides; rows
 * are padded with zeros to a multiple of 16.
 */
#ifndef NG_MODEL_H
#define NG_MODEL_H

#include "container.h"
#include "labels.h"

#define NG_MODEL_VERSION 1
#define NG_MODEL_UNIT 256 /* of scores: one nat */
#define NG_MODEL_MAX_TYPES 31
#define NG_MODEL_MAX_WIDTH 64
#define NG_MODEL_WINDOW 16
#define NG_MODEL_N_CONF 32
#define NG_MODEL_CONF_STEP 128 /* of margins */

typedef struct ng_model_info_file {
    uint64_t features, tokens; /* hashes of what it was trained with */
    uint16_t n_types, everywhere;
    uint32_t width, n_slots, n_rows;
} ng_model_info_file;

/* Rows of `moves`. */
enum {
    NG_MOVE_TO_NONE,   /* by the label before: no name begins or goes on */
    NG_MOVE_TO_BEGIN,  /* by the label before: a name begins */
    NG_MOVE_BEGIN_IN,  /* by the inside label: from the beginning */
    NG_MOVE_INSIDE_IN, /* by the inside label: from the inside */
    NG_N_MOVES
};

struct ng_model {
    ng_alloc alloc;
    ng_container file;
    bool everywhere; /* all words are tagged, not only what may be a name */
    uint64_t stamp; /* of its contents: who has the same is the same model */
    uint32_t n_types, n_labels, width, n_slots, n_rows;
    const char *type_names[NG_MODEL_MAX_TYPES];
    uint8_t types[NG_MODEL_MAX_TYPES]; /* ng_label, or one of `own` */
    ng_own_labels *own;                /* labels that the library does not have, or NULL */
    const uint16_t *check;
    const uint8_t *scale;
    const int8_t *rows;
    const int16_t *moves;
    const float *conf;
    const char *metadata;
    size_t n_metadata;
};

/* Hashes of the features and of the tokenizer's rules, as this library has them. */
uint64_t ng_model_features_hash(void);
uint64_t ng_model_tokens_hash(void);

/* The first slot that the feature's row may be in; the whole window is inside the table. */
static inline uint32_t
ng_model_home(uint64_t key, uint32_t n_slots)
{
    return (uint32_t)((key >> 32) * (n_slots - NG_MODEL_WINDOW + 1) >> 32);
}

/* Never 0. */
static inline uint16_t
ng_model_check(uint64_t key)
{
    const uint16_t bits = (uint16_t)key;

    return bits != 0 ? bits : 0x8000;
}

/* What is written: the trainer's rows, rounded. */
typedef struct ng_model_parts {
    uint32_t n_types, width;
    bool everywhere;
    const char *const *type_names;
    const uint64_t *keys; /* of the rows */
    const uint8_t *scale;
    const int8_t *rows; /* n_rows * width */
    size_t n_rows;
    const int16_t *moves; /* NG_N_MOVES * width */
    const float *conf;    /* NG_MODEL_N_CONF */
    const char *metadata;
    size_t n_metadata;
} ng_model_parts;

/* Write to `path` (temporary name, sync, rename), or if it is NULL into `*bytes` of
   `alloc`. */
ng_status ng_model_write(const ng_model_parts *parts, const char *path, const ng_alloc *alloc,
                         void **bytes, size_t *n_bytes, ng_error *error);

#endif
