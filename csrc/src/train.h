/*
 * Inside the trainer.
 *
 *   train.c        texts become sequences of tokens with features and labels
 *   train_crf.c    the gradient of a sequence
 *   train_run.c    epochs, and the figures between them
 *   train_votes.c  the second pass over a document
 *   train_write.c  weights become a model; its confidences
 */
#ifndef NG_TRAIN_H
#define NG_TRAIN_H

#include "model.h"
#include "tag_features.h"
#include "tag_votes.h"

#define NG_TRAIN_WIDTH NG_MODEL_MAX_WIDTH

/* Features by their keys, in the order in which they were first seen. */
typedef struct ng_train_features {
    uint64_t *key;
    uint32_t *count;
    size_t n, cap;
    uint32_t *slots; /* 1 + feature, or 0 */
    size_t n_slots;
} ng_train_features;

typedef struct ng_train_token {
    size_t first; /* of its features */
    uint32_t n;
    uint64_t allowed; /* bit y: it may have label y */
} ng_train_token;

typedef struct ng_train_seq {
    size_t first;
    uint32_t n;
    float weight;
    uint32_t text;
    size_t first_name, n_names;
} ng_train_seq;

/* A gold name of a dev sequence, in tokens of it. */
typedef struct ng_train_name {
    uint32_t first, stop;
    uint64_t types;
} ng_train_name;

typedef struct ng_train_dev {
    char *text;
    size_t n_bytes;
    ng_train_span *spans;
    size_t n_spans;
    size_t *checked;
    size_t n_checked;
    bool all; /* all of the text counts */
    uint64_t types;
} ng_train_dev;

/* Sequences of one purpose. */
typedef struct ng_train_set {
    ng_train_token *tokens;
    ng_vote_token *votes; /* of each token */
    float *base;          /* in the second pass: scores that stand, width a token; else NULL */
    size_t n_tokens, cap_tokens;
    uint32_t n_texts;
    ng_train_seq *seqs;
    size_t n_seqs, cap_seqs;
    ng_train_name *names;
    size_t n_names, cap_names;
    uint32_t *features;
    uint8_t *groups;
    size_t n_features, cap_features;
    size_t n_gold; /* names, lost ones as well */
} ng_train_set;

struct ng_trainer {
    ng_alloc alloc;
    const ng_pipeline *pipeline;
    ng_pipeline rules; /* the same without its model */
    ng_doc *doc;
    ng_train_options options;
    uint32_t n_types, n_labels, width;
    ng_own_labels *labels; /* all that it is to find */
    ng_train_features features;
    ng_train_set train, dev;
    ng_train_dev *devs;
    size_t n_devs, cap_devs;
    ng_train_figures figures;
    uint64_t random;
    float *weights, *squares, *mean, *best; /* n * width */
    size_t n_first; /* features of the first pass; those of the second stand behind them */
    float *first;   /* its best weights */
    bool second;    /* the second pass is trained: moves stand */
    size_t n_means;
    float moves[NG_N_MOVES][NG_TRAIN_WIDTH], move_squares[NG_N_MOVES][NG_TRAIN_WIDTH];
    float mean_moves[NG_N_MOVES][NG_TRAIN_WIDTH], best_moves[NG_N_MOVES][NG_TRAIN_WIDTH];
    float conf[NG_MODEL_N_CONF];
    bool trained;
    /* of the sequence at hand */
    float score[NG_MAX_REGION][NG_TRAIN_WIDTH];
    float gradient[NG_MAX_REGION][NG_TRAIN_WIDTH];
    float move_gradient[NG_N_MOVES][NG_TRAIN_WIDTH];
};

static inline uint64_t
ng_train_random(ng_trainer *t)
{
    uint64_t z = (t->random += UINT64_C(0x9E3779B97F4A7C15)); /* splitmix64 */

    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Labels: 0, then beginnings, then insides. */
static inline uint64_t
ng_train_labels_of(const ng_trainer *t, uint64_t types, bool inside)
{
    return types << (1 + (inside ? t->n_types : 0));
}

/* Find the features again after they have moved. */
void ng_train_rehash(ng_train_features *features);

/* Weights of the features, all 0. */
ng_status ng_train_make_weights(ng_trainer *t);

/* Up to `epochs` epochs over the sequences in `order`; the best weights are then in
   t->best.  Without `measures` the last ones are. */
void ng_train_epochs(ng_trainer *t, uint32_t *order, size_t n, unsigned epochs, bool measures,
                     bool (*progress)(void *ctx, const ng_train_progress *progress), void *ctx);

/* Train the features of votes on top of t->best, which then has both. */
ng_status ng_train_votes(ng_trainer *t, uint32_t *order);

/* Replace the features of token i of the set. */
ng_status ng_train_set_keys(ng_trainer *t, ng_train_set *set, size_t i, const ng_keys *keys,
                            bool make);

/* Scores of the sequence's tokens with these weights, features of the groups `without`
   left out; into t->score. */
void ng_train_score(ng_trainer *t, const ng_train_set *set, const ng_train_seq *seq,
                    const float *weights, unsigned without);

/* From t->score: the gradient of the log-likelihood of what the tokens allow, into
   t->gradient and t->move_gradient; its negative value.  0 and no gradient if nothing
   that is allowed can be. */
double ng_train_gradient(ng_trainer *t, const ng_train_set *set, const ng_train_seq *seq);

/* The best path by t->score and `moves`. */
void ng_train_path(const ng_trainer *t, uint32_t n, float moves[][NG_TRAIN_WIDTH], uint8_t *path);

/* The finished model as bytes of the trainer's allocator. */
ng_status ng_train_encode(ng_trainer *t, const char *metadata, size_t n_metadata, const char *path,
                          void **bytes, size_t *n_bytes, ng_error *error);

/* Measure the finished model on the dev texts, and set its confidences. */
ng_status ng_train_calibrate(ng_trainer *t, ng_error *error);

/* Whether [start, stop) lies inside one of the checked spans. */
bool ng_train_is_checked(const size_t *checked, size_t n_checked, bool all, size_t start,
                         size_t stop);

#endif
