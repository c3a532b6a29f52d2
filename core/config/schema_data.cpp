// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/partition_edits.h"
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {
namespace {

constexpr const char* kReference = "Reference code of CAFEDistill";

void addDataset(std::vector<ParameterSpec>& p) {
    p.push_back(
        choiceSpec("data.dataset", "Data set", "glyphs")
            .choice("glyphs", "Glyphs (built in)", "Drawn on the spot, with a known difficulty per image; no files")
            .choice("mnist", "MNIST", "Handwritten digits, 70,000 of 1 x 28 x 28, 10 classes")
            .choice("fashion-mnist", "Fashion-MNIST", "Clothing, 70,000 of 1 x 28 x 28, 10 classes")
            .choice("emnist-letters", "EMNIST Letters", "Handwritten letters, 1 x 28 x 28, 26 classes")
            .choice("cifar-10", "CIFAR-10", "Photographs, 60,000 of 3 x 32 x 32, 10 classes")
            .choice("cifar-100", "CIFAR-100", "Photographs, 60,000 of 3 x 32 x 32, 100 classes")
            .choice("usps", "USPS", "Handwritten digits, 9,298 of 1 x 16 x 16, 10 classes")
            .choice("optdigits", "Optdigits", "Handwritten digits, 5,620 of 1 x 8 x 8, 10 classes")
            .help("Images that are divided over the clients.")
            .longHelp("The built-in glyphs need no files and train in seconds; every image carries the difficulty it "
                      "was drawn with, so that one can see whether easy images leave early. The others are read from "
                      "the data folder in the layout in which they are published; `exitlab-cli datasets check` says "
                      "what is missing. Pixels are scaled to [0, 1] and normalised as (x - 0.5) / 0.5 per channel, "
                      "without augmentation.")
            .source("Our choice: works on a fresh machine"));
    p.push_back(
        choiceSpec("data.split", "Test samples", "merged")
            .choice("merged", "Merge, then split per client", "Training and test parts together; each client splits")
            .choice("official", "Official split", "Test samples come from the data set's own test part")
            .help("Where the test samples of a client come from.")
            .longHelp("merged: the official training and test parts are put together, dealt to the clients, and each "
                      "client's samples are split at random into training and test (see training share), as the "
                      "reference code does. A client is then tested on its own label distribution.\n"
                      "official: clients train on samples of the official training part and are tested on samples of "
                      "the official test part; numbers can then be compared with work that never trains on test "
                      "images.")
            .source(kReference));
    p.push_back(realSpec("data.train_share", "Training share", 0.75)
                    .range(0.05, 0.95)
                    .step(0.05)
                    .visibleWhen("data.split", {"merged"})
                    .help("Share of each client's samples that it trains on; the rest is its test set.")
                    .longHelp("Of a client's N samples, train_share x N are for training (and validation), the others "
                              "for testing, drawn at random with the experiment's seed. A smaller share leaves "
                              "clients with less to learn from and makes their test accuracy less noisy.")
                    .source(std::string(kReference) + ": 75 / 25"));
    p.push_back(realSpec("data.validation_share", "Validation share", 0.2)
                    .range(0, 0.5)
                    .step(0.05)
                    .help("Share of each client's training part kept for fixing exit thresholds; 0 for none.")
                    .longHelp("The budgeted exit policy needs samples that were neither trained on nor tested on to "
                              "turn a budget into thresholds. This share of each client's training part is set aside "
                              "for that. With 0 all of it is trained on, as in the paper's accuracy tables, and "
                              "budgeted thresholds are not available.")
                    .source("Our choice: thresholds fixed on test samples would flatter every method"));
    p.push_back(integerSpec("data.public_samples", "Public samples", 0)
                    .range(0, 10'000'000)
                    .step(100)
                    .unit("samples")
                    .help("Training samples that the server has without labels; no client has them then.")
                    .longHelp("Drawn at random from the clients' training parts. FedDF distils on them; other methods "
                              "do not use them.")
                    .source("Our choice: none; FedDF uses another data set as unlabelled images"));
    p.push_back(integerSpec("data.samples", "Use only", 0)
                    .range(0, 100'000'000)
                    .step(1000)
                    .unit("samples")
                    .help("Size of a random subset of the data set; 0 uses all of it.")
                    .longHelp("A subset drawn with the experiment's seed before anything else. It shortens a trial on "
                              "a large data set; accuracies are lower than with all samples and should be compared "
                              "only with runs of the same subset.")
                    .source("Our choice: nothing is left out unless asked for"));
    p.push_back(integerSpec("data.clients", "Clients", 20)
                    .range(1, 100'000)
                    .unit("clients")
                    .help("How many clients the samples are divided over.")
                    .longHelp("Each client owns a part of the data that never leaves it and gets a model of its own. "
                              "More clients mean fewer samples each, so personal parts learn less and sharing "
                              "matters more. The paper uses 100 with a tenth of them in each round; 20 with half of "
                              "them gives curves on a desktop within minutes.")
                    .source("Our choice for a desktop CPU; 100 in the reference code"));
}

void addPartition(std::vector<ParameterSpec>& p) {
    const std::string kind = "data.partition.kind";
    p.push_back(choiceSpec(kind, "Partition", "dirichlet")
                    .choice("iid", "Equal mixture (IID)", "Every client gets a random, equally large part")
                    .choice("dirichlet", "Dirichlet", "Every class is divided by shares drawn from Dirichlet(alpha)")
                    .choice("pathological", "Few classes each", "Every client has samples of a few classes only")
                    .help("How different the clients' label distributions are.")
                    .longHelp("iid: a random deal; all clients see the same distribution.\n"
                              "dirichlet: for each class, shares over the clients are drawn from Dirichlet(alpha, "
                              "..., alpha); clients that already hold N / n samples get no more of later classes.\n"
                              "pathological: each client gets a fixed number of classes.\n"
                              "Personalisation pays off where clients differ; with iid one common model is hard to "
                              "beat.")
                    .source(std::string(kReference) + ": Dirichlet"));
    p.push_back(realSpec("data.partition.alpha", "Alpha", 0.1)
                    .above(0)
                    .atMost(1000)
                    .step(0.1)
                    .visibleWhen(kind, {"dirichlet"})
                    .help("Concentration of the Dirichlet draw: small values give very different clients.")
                    .longHelp("With alpha = 0.1 most clients hold two or three classes, with 1 most classes in uneven "
                              "amounts, with 100 nearly equal mixtures. The paper reports 0.1 and 0.3.")
                    .source("CAFEDistill (arXiv 2601.10015), experiments: 0.1 and 0.3"));
    p.push_back(integerSpec("data.partition.min_samples", "At least", 4)
                    .range(1, 1'000'000)
                    .unit("samples per client")
                    .visibleWhen(kind, {"dirichlet"})
                    .help("The draw is repeated until every client has this many samples.")
                    .longHelp("The reference code repeats the whole draw until every client has at least "
                              "min(b / (1 - train_share), N / n / 2) samples, with N samples, n clients and a "
                              "constant b = 1, which gives 4 at a training share of 0.75: one test sample at least. "
                              "The second bound always applies. At most 200 draws are made; a request that none of "
                              "them satisfies is refused with the feasible range.")
                    .source(std::string(kReference) + ": 1 / (1 - 0.75)"));
    p.push_back(integerSpec("data.partition.classes_per_client", "Classes per client", 2)
                    .range(1, 1000)
                    .unit("classes")
                    .visibleWhen(kind, {"pathological"})
                    .help("How many classes each client has samples of.")
                    .longHelp("Every client gets samples of this many classes. The fewer, the easier each client's "
                              "own task and the more the clients' updates of a shared model conflict. Usual values "
                              "are 2 for 10 classes and 10 for 100.")
                    .source(std::string(kReference) + ": 2 for CIFAR-10, 10 for CIFAR-100"));
    p.push_back(choiceSpec("data.partition.amounts", "Amounts", "balanced")
                    .choice("balanced", "Equal", "A class is divided equally over the clients that have it")
                    .choice("random", "Random", "A class is divided in random amounts")
                    .visibleWhen(kind, {"pathological"})
                    .help("How the samples of a class are divided over the clients that have it.")
                    .longHelp("balanced gives every client about the same number of samples. random lets the amounts "
                              "differ, as between real devices; methods that weigh clients by their number of "
                              "samples then differ from those that count them equally.")
                    .source(kReference));
    p.push_back(textSpec(kPartitionEditsKey, "Hand edits", "")
                    .help("Cells set by hand after the draw, as client:class=count separated by commas; empty: none.")
                    .longHelp("3:0=50, 3:1=0 gives client 3 fifty samples of class 0 and none of class 1; clients and "
                              "classes count from 0. The counts are of a client's samples before they are split into "
                              "training, validation and test (with the official split: of its training samples).\n"
                              "Cells above their count first give their last samples to a pool. Cells below take from "
                              "the pool, then one by one from the client that has most of the class. Edited cells and "
                              "a client's last two samples are never taken; what nobody needs is left out. A click on "
                              "a cell of the heat map edits it.")
                    .source("Our choice: the partition as it was drawn"));
}

void addGlyphs(std::vector<ParameterSpec>& p) {
    const std::vector<Json> glyphs{"glyphs"};
    p.push_back(integerSpec("data.glyphs.samples", "Images", 6000)
                    .range(100, 200'000)
                    .step(500)
                    .unit("samples")
                    .visibleWhen("data.dataset", glyphs)
                    .help("How many glyphs are drawn, over all clients.")
                    .longHelp("The classes are equally frequent. Training time grows in proportion; more images "
                              "raise the accuracy of the deeper exits first.")
                    .source("Our choice: 300 images per client, a round within seconds"));
    p.push_back(integerSpec("data.glyphs.size", "Image size", 24)
                    .range(16, 32)
                    .unit("pixels")
                    .visibleWhen("data.dataset", glyphs)
                    .help("Width and height of a glyph.")
                    .longHelp("The cost of a convolution grows with the square of the size. The default ConvNet "
                              "without padding needs at least 22 pixels for its three stages.")
                    .source("Our choice: the smallest comfortable size for three stages"));
    p.push_back(integerSpec("data.glyphs.classes", "Classes", 10)
                    .range(2, 16)
                    .unit("classes")
                    .visibleWhen("data.dataset", glyphs)
                    .help("How many different glyphs there are.")
                    .longHelp("More classes make the task harder and leave more room for clients to differ.")
                    .source("Our choice: as in the usual small image sets"));
    p.push_back(realSpec("data.glyphs.difficulty", "Difficulty", 0.5)
                    .range(0, 1)
                    .step(0.05)
                    .visibleWhen("data.dataset", glyphs)
                    .help("Mean difficulty of the images, from clean (0) to barely legible (1).")
                    .longHelp("Each image is drawn with a difficulty of its own around this mean. Easy images should "
                              "leave at the first exit and hard ones need the last, which the Exits page shows.")
                    .source("Our choice: a mixture of easy and hard images"));
}

}  // namespace

ParameterSection dataSection() {
    ParameterSection section{"data", "Data", "Which images there are and which client owns them.", {}};
    addDataset(section.parameters);
    addPartition(section.parameters);
    addGlyphs(section.parameters);
    return section;
}

}  // namespace exitlab
