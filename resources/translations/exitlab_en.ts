<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>exitlab::Banner</name>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (and %n more)</numerusform>
            <numerusform>%1 (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::DesignView</name>
    <message numerus="yes">
        <source>%n experiment(s) added to the queue</source>
        <translation>
            <numerusform>%n experiment added to the queue</numerusform>
            <numerusform>%n experiments added to the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::ForecastPane</name>
    <message numerus="yes">
        <source>%n network(s) with a batch each</source>
        <translation>
            <numerusform>%n network with a batch each</numerusform>
            <numerusform>%n networks with a batch each</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n round(s)</source>
        <translation>
            <numerusform>%1 in %n round</numerusform>
            <numerusform>%1 in %n rounds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 samples per second on %n thread(s)</source>
        <translation>
            <numerusform>%1 samples per second on %n thread</numerusform>
            <numerusform>%1 samples per second on %n threads</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::NetworkDiagram</name>
    <message numerus="yes">
        <source>Tier %1: %n client(s), %2 of the width</source>
        <translation>
            <numerusform>Tier %1: %n client, %2 of the width</numerusform>
            <numerusform>Tier %1: %n clients, %2 of the width</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tier %1: %n client(s)</source>
        <translation>
            <numerusform>Tier %1: %n client</numerusform>
            <numerusform>Tier %1: %n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1. Each holds %2 parameters in %n exit(s), sends %3 and receives %4 in a round.</source>
        <translation>
            <numerusform>%1. Each holds %2 parameters in %n exit, sends %3 and receives %4 in a round.</numerusform>
            <numerusform>%1. Each holds %2 parameters in %n exits, sends %3 and receives %4 in a round.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::PartitionPane</name>
    <message numerus="yes">
        <source>%n cell(s)</source>
        <translation>
            <numerusform>%n cell</numerusform>
            <numerusform>%n cells</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::QueueController</name>
    <message numerus="yes">
        <source>%n added to the queue</source>
        <translation>
            <numerusform>%n added to the queue</numerusform>
            <numerusform>%n added to the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::QueuePanel</name>
    <message numerus="yes">
        <source>%n waiting, queue paused</source>
        <translation>
            <numerusform>%n waiting, queue paused</numerusform>
            <numerusform>%n waiting, queue paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation>
            <numerusform>%n waiting</numerusform>
            <numerusform>%n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::RaceDialog</name>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::RunController</name>
    <message numerus="yes">
        <source>Queue: %n waiting, paused</source>
        <translation>
            <numerusform>Queue: %n waiting, paused</numerusform>
            <numerusform>Queue: %n waiting, paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Queue: %n waiting</source>
        <translation>
            <numerusform>Queue: %n waiting</numerusform>
            <numerusform>Queue: %n waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::RunDetails</name>
    <message numerus="yes">
        <source>%n runs selected</source>
        <translation>
            <numerusform>%n run selected</numerusform>
            <numerusform>%n runs selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::RunPicker</name>
    <message numerus="yes">
        <source>Show %n runs side by side</source>
        <translation>
            <numerusform>Show %n run side by side</numerusform>
            <numerusform>Show %n runs side by side</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::SectionList</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n setting(s) changed</source>
        <translation>
            <numerusform>%n setting changed</numerusform>
            <numerusform>%n settings changed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::SweepDialog</name>
    <message numerus="yes">
        <source>%n experiment(s), about %1 and %2 of traffic if each takes what the designed one takes.</source>
        <translation>
            <numerusform>%n experiment, about %1 and %2 of traffic if each takes what the designed one takes.</numerusform>
            <numerusform>%n experiments, about %1 and %2 of traffic if each takes what the designed one takes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n experiment(s), about %1 of traffic if each takes what the designed one takes.</source>
        <translation>
            <numerusform>%n experiment, about %1 of traffic if each takes what the designed one takes.</numerusform>
            <numerusform>%n experiments, about %1 of traffic if each takes what the designed one takes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n experiment(s)</source>
        <translation>
            <numerusform>%n experiment</numerusform>
            <numerusform>%n experiments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::TradeOffPlot</name>
    <message numerus="yes">
        <source>%n curve(s)</source>
        <translation>
            <numerusform>%n curve</numerusform>
            <numerusform>%n curves</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::TransferController</name>
    <message numerus="yes">
        <source>Folder for %n bundles</source>
        <translation>
            <numerusform>Folder for %n bundle</numerusform>
            <numerusform>Folder for %n bundles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Writing %n bundles</source>
        <translation>
            <numerusform>Writing %n bundle</numerusform>
            <numerusform>Writing %n bundles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote %n bundles, %1</source>
        <translation>
            <numerusform>Wrote %n bundle, %1</numerusform>
            <numerusform>Wrote %n bundles, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading %n bundles</source>
        <translation>
            <numerusform>Reading %n bundle</numerusform>
            <numerusform>Reading %n bundles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n runs</source>
        <translation>
            <numerusform>Imported %n run</numerusform>
            <numerusform>Imported %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>exitlab::WatchPage</name>
    <message numerus="yes">
        <source>Comparison of %n runs</source>
        <translation>
            <numerusform>Comparison of %n run</numerusform>
            <numerusform>Comparison of %n runs</numerusform>
        </translation>
    </message>
</context>
</TS>
