// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/architectures.h"

#include <sstream>

#include "core/base/error.h"

namespace exitlab {
namespace {

Trunk convNet(std::int64_t width, int stages, bool same) {
    Trunk trunk;
    for (int i = 0; i < stages; ++i) {
        auto stage = std::make_unique<Sequence>();
        stage->append("conv", std::make_unique<Conv>(width, 3, 1, same ? 1 : 0, true));
        stage->append("", std::make_unique<PoolRelu>());
        trunk.stages.push_back(std::move(stage));
    }
    return trunk;
}

Trunk resNet18(std::int64_t width) {
    Trunk trunk;
    auto stem = std::make_unique<Sequence>();
    stem->append("conv", std::make_unique<Conv>(width, 3, 1, 1, false));
    stem->append("norm", std::make_unique<BatchNorm>());
    stem->append("", std::make_unique<Relu>());
    trunk.stem = std::move(stem);
    for (int i = 0; i < 4; ++i) {
        auto stage = std::make_unique<Sequence>();
        stage->append("0", std::make_unique<BasicBlock>(width << i, i == 0 ? 1 : 2));
        stage->append("1", std::make_unique<BasicBlock>(width << i, 1));
        trunk.stages.push_back(std::move(stage));
    }
    return trunk;
}

Trunk mlp(std::int64_t width, int stages) {
    Trunk trunk;
    trunk.stem = std::make_unique<Flatten>();
    for (int i = 0; i < stages; ++i) {
        auto stage = std::make_unique<Sequence>();
        stage->append("", std::make_unique<Linear>(width));
        stage->append("", std::make_unique<Relu>());
        trunk.stages.push_back(std::move(stage));
    }
    return trunk;
}

}  // namespace

Trunk buildTrunk(const Settings& settings) {
    const std::string& architecture = settings.text("model.architecture");
    const std::int64_t width = settings.integer("model.width");
    const int asked = static_cast<int>(settings.integer("model.stages"));
    if (architecture == "convnet")
        return convNet(width, asked > 0 ? asked : 3, settings.text("model.padding") == "same");
    if (architecture == "resnet18") return resNet18(width);
    if (architecture == "mlp") return mlp(width, asked > 0 ? asked : 3);
    throw InputError("model.architecture", "",
                     "no architecture '" + architecture + "'; expected convnet, resnet18 or mlp");
}

std::vector<int> exitPlaces(const Settings& settings, int stages) {
    const int exits = static_cast<int>(settings.integer("model.exits"));
    if (exits < 1 || exits > stages)
        throw InputError("model.exits", "",
                         std::to_string(exits) + " exits on " + std::to_string(stages) + " stages; expected 1 to " +
                             std::to_string(stages));
    const std::string& text = settings.text("model.exit_places");
    std::vector<int> places;
    if (text.empty()) {
        for (int k = 1; k <= exits; ++k) places.push_back((k * stages + exits - 1) / exits - 1);
        return places;
    }
    std::stringstream list(text);
    std::string item;
    while (std::getline(list, item, ',')) {
        std::size_t used = 0;
        int place = 0;
        try {
            place = std::stoi(item, &used);
        } catch (const std::exception&) {
            used = 0;
        }
        if (used == 0 || item.find_first_not_of(' ', used) != std::string::npos || place < 1 || place > stages ||
            (!places.empty() && place - 1 <= places.back()))
            throw InputError("model.exit_places", "",
                             "'" + text + "' is not an ascending list of stages from 1 to " + std::to_string(stages));
        places.push_back(place - 1);
    }
    if (static_cast<int>(places.size()) != exits || places.back() != stages - 1)
        throw InputError("model.exit_places", "",
                         "'" + text + "' must name " + std::to_string(exits) + " stages, the last of them stage " +
                             std::to_string(stages));
    return places;
}

}  // namespace exitlab
