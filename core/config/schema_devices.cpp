// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/schema_sections.h"
#include "core/config/spec_builder.h"

namespace exitlab {

ParameterSection devicesSection() {
    std::vector<ParameterSpec> p;
    p.push_back(integerSpec("devices.tiers", "Device tiers", 1)
                    .range(1, 24)
                    .unit("tiers")
                    .help("How many kinds of devices there are, from weak to strong; 1 for equal devices.")
                    .longHelp("Methods for devices of different capacity (EEFL, DarkDistill, ReeFL, DepthFL, ScaleFL, "
                              "HeteroFL and others) give a client of tier l the sub-model up to exit ceil(l m / L). "
                              "Every other method trains the whole network everywhere; tiers then only change the "
                              "simulated times.")
                    .source("4 in DarkDistill, ReeFL, ScaleFL and DepthFL; 1 so that methods compare alike"));
    p.push_back(choiceSpec("devices.mix", "Device mix", "equal")
                    .choice("equal", "Equal", "As many clients in every tier")
                    .choice("small", "Mostly small", "Of four tiers 40, 30, 20 and 10 % of the clients")
                    .choice("large", "Mostly large", "Of four tiers 10, 20, 30 and 40 % of the clients")
                    .choice("custom", "Custom", "Shares as given")
                    .help("Share of the clients in each tier.")
                    .longHelp("small and large fall and rise linearly with the tier.")
                    .source("DarkDistill: 25 % each; small .4/.3/.2/.1; large .1/.2/.3/.4"));
    p.push_back(textSpec("devices.shares", "Share of each tier", "0.25,0.25,0.25,0.25")
                    .visibleWhen("devices.mix", {"custom"})
                    .help("Numbers from 0, weakest tier first, separated by commas; they are scaled to sum to 1.")
                    .longHelp("One number per tier.")
                    .source("DarkDistill"));
    p.push_back(choiceSpec("devices.assignment", "Tiers of clients", "shuffled")
                    .choice("shuffled", "Shuffled", "Drawn at random with the run's seed")
                    .choice("modulo", "In turn", "Client k has tier k mod L (mix is not used)")
                    .choice("blocks", "In blocks", "The first clients are the weakest")
                    .help("How tiers are given to clients.")
                    .longHelp("Of N clients tier l has its share, rounded so that the sum is N.")
                    .source("shuffled: ScaleFL, DarkDistill; modulo: ReeFL; blocks: DepthFL"));
    p.push_back(textSpec("devices.speed", "Speed of each tier", "1,2,4,8")
                    .unit("GMAC/s")
                    .help("Multiply-accumulates per second in units of 10^9, weakest first; the last one repeats.")
                    .longHelp("For the simulated time: a training step costs three forward passes.")
                    .source("Our choice: from a microcontroller board to a phone"));
    p.push_back(textSpec("devices.bandwidth", "Bandwidth of each tier", "10,20,50,100")
                    .unit("Mbit/s")
                    .help("Speed of the connection in each direction, weakest first; the last one repeats.")
                    .longHelp("For the simulated time: bytes down and up over this bandwidth.")
                    .source("Our choice: mobile connections"));
    p.push_back(textSpec("devices.dropout", "Drop-out of each tier", "0")
                    .help("Probability that a sampled client is lost before it sends, weakest first; the last one "
                          "repeats.")
                    .longHelp("A lost client has received the model and has trained, but nothing of it arrives. Its "
                              "own state stays as it was.")
                    .source("0: everybody answers, as the papers assume"));
    return {"devices", "Devices", "What the clients run on. Times are simulated, never waited for.", std::move(p)};
}

}  // namespace exitlab
