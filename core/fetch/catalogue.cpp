// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/fetch/catalogue.h"

#include <array>
#include <utility>

#include "core/base/error.h"

namespace exitlab {

namespace {

FetchedFile plain(std::string url, std::string file, std::string sha256, std::int64_t bytes) {
    return {std::move(url), std::move(sha256), bytes, {{"", std::move(file), bytes}}};
}

/// Four gzipped IDX files, kept packed.
std::vector<FetchedFile> idxFiles(const std::string& url, const std::string& folder,
                                  const std::array<std::pair<const char*, std::int64_t>, 4>& files) {
    static constexpr std::array names = {"train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                                         "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"};
    std::vector<FetchedFile> list;
    for (std::size_t i = 0; i < names.size(); ++i)
        list.push_back(plain(url + names[i], folder + names[i], files[i].first, files[i].second));
    return list;
}

FetchableDataset mnist() {
    return {"mnist", "CC BY-SA 3.0 as commonly stated; Y. LeCun, C. Cortes and C. Burges",
            "http://yann.lecun.com/exdb/mnist/",
            idxFiles("https://ossci-datasets.s3.amazonaws.com/mnist/", "MNIST/raw/",
                     {{{"440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609", 9'912'422},
                       {"3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c", 28'881},
                       {"8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6", 1'648'877},
                       {"f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6", 4'542}}})};
}

FetchableDataset fashionMnist() {
    return {"fashion-mnist", "MIT, copyright 2017 Zalando SE", "https://github.com/zalandoresearch/fashion-mnist",
            idxFiles("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
                     "FashionMNIST/raw/",
                     {{{"3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84", 26'421'880},
                       {"a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845", 29'515},
                       {"346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073", 4'422'102},
                       {"67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5", 5'148}}})};
}

FetchableDataset emnistLetters() {
    FetchedFile archive{"https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip",
                        "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e",
                        561'753'746,
                        {}};
    for (const char* name : {"train-images-idx3", "train-labels-idx1", "test-images-idx3", "test-labels-idx1"}) {
        const std::string file = std::string("emnist-letters-") + name + "-ubyte.gz";
        archive.places.push_back({"gzip/" + file, "EMNIST/raw/" + file, 64 << 20});
    }
    return {"emnist-letters",
            "derived from NIST Special Database 19, a work of the US government; cite Cohen et al. 2017",
            "https://www.nist.gov/itl/products-and-services/emnist-dataset",
            {archive}};
}

constexpr const char* kCifarTerms = "none stated; the site asks to cite Krizhevsky 2009";
constexpr const char* kCifarSite = "https://www.cs.toronto.edu/~kriz/cifar.html";

FetchableDataset cifar10() {
    FetchedFile archive{"https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                        "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                        170'052'171,
                        {}};
    for (const char* name :
         {"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"}) {
        const std::string file = std::string("cifar-10-batches-bin/") + name + ".bin";
        archive.places.push_back({file, file, 30'730'000});
    }
    return {"cifar-10", kCifarTerms, kCifarSite, {archive}};
}

FetchableDataset cifar100() {
    FetchedFile archive{"https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz",
                        "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                        168'513'733,
                        {{"cifar-100-binary/train.bin", "cifar-100-binary/train.bin", 153'700'000},
                         {"cifar-100-binary/test.bin", "cifar-100-binary/test.bin", 30'740'000},
                         {"cifar-100-binary/fine_label_names.txt", "cifar-100-binary/fine_label_names.txt", 1 << 16}}};
    return {"cifar-100", kCifarTerms, kCifarSite, {archive}};
}

FetchableDataset optdigits() {
    const std::string url = "https://archive.ics.uci.edu/ml/machine-learning-databases/optdigits/";
    return {"optdigits",
            "CC BY 4.0; E. Alpaydin and C. Kaynak 1998",
            "https://archive.ics.uci.edu/dataset/80",
            {plain(url + "optdigits.tra", "optdigits/optdigits.tra",
                   "e1b683cc211604fe8fd8c4417e6a69f31380e0c61d4af22e93cc21e9257ffedd", 563'639),
             plain(url + "optdigits.tes", "optdigits/optdigits.tes",
                   "6ebb3d2fee246a4e99363262ddf8a00a3c41bee6014c373ed9d9216ba7f651b8", 264'712)}};
}

}  // namespace

std::int64_t FetchableDataset::bytes() const {
    std::int64_t sum = 0;
    for (const FetchedFile& file : files) sum += file.bytes;
    return sum;
}

const std::vector<FetchableDataset>& fetchableDatasets() {
    static const std::vector<FetchableDataset> sets = {mnist(),   fashionMnist(), emnistLetters(),
                                                       cifar10(), cifar100(),     optdigits()};
    return sets;
}

const FetchableDataset& fetchableDataset(const std::string& id) {
    std::string known;
    for (const FetchableDataset& set : fetchableDatasets()) {
        if (set.id == id) return set;
        known += (known.empty() ? "" : ", ") + set.id;
    }
    if (id == "usps")
        throw InputError(id, "",
                         "its public copy has no checksum that could be fixed; fetch zip.train.gz and zip.test.gz from "
                         "https://hastie.su.domains/ElemStatLearn/data.html into USPS/ by hand");
    throw InputError(id, "", "is not in the catalogue of downloads: expected one of " + known);
}

}  // namespace exitlab
