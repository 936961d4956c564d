/* Short forms of given names. */
#include "lang_en_names.h"

#include <string.h>

/* One name a line, with its short forms.  Only what English news uses for the same
   person without saying so. */
static const char *const given_names[] = {
    " Abraham Abe ",
    " Albert Al Bert ",
    " Alexander Alex Al Sandy ",
    " Alexandra Alex Sandra ",
    " Alfred Al Fred ",
    " Andrew Andy Drew ",
    " Anthony Tony ",
    " Arthur Art ",
    " Barbara Barb ",
    " Benjamin Ben ",
    " Bernard Bernie ",
    " Catherine Kate Cathy Katie ",
    " Charles Charlie Chuck ",
    " Christine Chris Chrissy ",
    " Christopher Chris Kit ",
    " Clifford Cliff ",
    " Daniel Dan Danny ",
    " David Dave ",
    " Deborah Deb Debbie ",
    " Dennis Denny ",
    " Donald Don Donny ",
    " Dorothy Dot ",
    " Edward Ed Eddie Ted Ned ",
    " Elizabeth Liz Beth Betty Lizzie Libby ",
    " Eugene Gene ",
    " Francis Frank ",
    " Franklin Frank ",
    " Frederick Fred Freddie ",
    " Gerald Gerry Jerry ",
    " Gregory Greg ",
    " Harold Harry Hal ",
    " Henry Hank Harry ",
    " Herbert Herb Bert ",
    " Jacob Jake ",
    " Jacqueline Jackie ",
    " James Jim Jimmy Jamie ",
    " Janet Jan ",
    " Jeffrey Jeff ",
    " Jennifer Jen Jenny ",
    " John Jack Johnny ",
    " Jonathan Jon ",
    " Joseph Joe Joey ",
    " Joshua Josh ",
    " Judith Judy ",
    " Katherine Kate Kathy Katie ",
    " Kathleen Kathy ",
    " Kenneth Ken Kenny ",
    " Lawrence Larry ",
    " Leonard Len Lenny ",
    " Leslie Les ",
    " Louis Lou ",
    " Margaret Maggie Meg Peggy ",
    " Martin Marty ",
    " Matthew Matt ",
    " Michael Mike Mick Mickey ",
    " Mitchell Mitch ",
    " Nancy Nan ",
    " Nathaniel Nate Nat ",
    " Nicholas Nick Nicky ",
    " Pamela Pam ",
    " Patricia Pat Patty Tricia ",
    " Patrick Pat Paddy ",
    " Peter Pete ",
    " Philip Phil ",
    " Phillip Phil ",
    " Raymond Ray ",
    " Rebecca Becky ",
    " Richard Rich Rick Dick Ricky ",
    " Robert Bob Bobby Rob Robbie Bert ",
    " Ronald Ron Ronnie ",
    " Rudolph Rudy ",
    " Russell Russ ",
    " Samuel Sam Sammy ",
    " Stanley Stan ",
    " Stephen Steve ",
    " Steven Steve ",
    " Stuart Stu ",
    " Susan Sue Susie ",
    " Terence Terry ",
    " Theodore Ted Teddy Theo ",
    " Theresa Terry Tess ",
    " Thomas Tom Tommy ",
    " Timothy Tim ",
    " Victor Vic ",
    " Victoria Vicky Vicki ",
    " Vincent Vince ",
    " Virginia Ginny ",
    " Walter Walt ",
    " William Bill Billy Will Willie Liam ",
    " Zachary Zach Zack ",
};

#define MAX_GIVEN 16

/* Whether the word stands in the line; linear in both. */
static bool
has_word(const char *line, const char *p, size_t n)
{
    for (; *line != '\0'; line++) {
        if (*line == ' ' && strncmp(line + 1, p, n) == 0 && line[n + 1] == ' ')
            return true;
    }
    return false;
}

bool
ng_same_given(const char *a, size_t n, const char *b, size_t m)
{
    if (n < 2 || m < 2 || n > MAX_GIVEN || m > MAX_GIVEN)
        return false;
    for (size_t i = 0; i < sizeof given_names / sizeof given_names[0]; i++) {
        const char *const line = given_names[i];

        /* "Kate" and "Katie" may be two; one of them is the name itself. */
        if ((strncmp(line + 1, a, n) == 0 && line[n + 1] == ' ' && has_word(line, b, m)) ||
            (strncmp(line + 1, b, m) == 0 && line[m + 1] == ' ' && has_word(line, a, n)))
            return true;
    }
    return false;
}
