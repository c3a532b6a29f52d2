// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/exits/plan_stream.h"

#include <QList>
#include <QString>

namespace exitlab {
namespace {

void write(QDataStream& stream, const ExitChoice& choice) {
    stream << static_cast<qint32>(choice.policy) << QList<double>(choice.thresholds.begin(), choice.thresholds.end())
           << static_cast<qint32>(choice.patience) << choice.budget << static_cast<qint32>(choice.exit);
}

void read(QDataStream& stream, ExitChoice& choice) {
    qint32 policy = 0, patience = 0, exit = 0;
    QList<double> thresholds;
    stream >> policy >> thresholds >> patience >> choice.budget >> exit;
    if (policy < 0 || policy > static_cast<qint32>(ExitPolicy::Anytime) || thresholds.isEmpty() || patience < 1 ||
        exit < 0 || !(choice.budget > 0 && choice.budget <= 1)) {
        stream.setStatus(QDataStream::ReadCorruptData);
        return;
    }
    choice.policy = static_cast<ExitPolicy>(policy);
    choice.thresholds.assign(thresholds.begin(), thresholds.end());
    choice.patience = patience;
    choice.exit = exit;
}

}  // namespace

QDataStream& operator<<(QDataStream& stream, const ExitPlan& plan) {
    write(stream, plan.fleet);
    stream << static_cast<qint32>(plan.groups.size());
    for (const ClientGroup& group : plan.groups) {
        stream << QList<qint32>(group.clients.begin(), group.clients.end());
        write(stream, group.choice);
    }
    return stream;
}

QDataStream& operator>>(QDataStream& stream, ExitPlan& plan) {
    plan = {};
    read(stream, plan.fleet);
    qint32 groups = 0;
    stream >> groups;
    for (qint32 g = 0; g < groups && stream.status() == QDataStream::Ok; ++g) {
        QList<qint32> clients;
        stream >> clients;
        ClientGroup group;
        group.clients.assign(clients.begin(), clients.end());
        read(stream, group.choice);
        plan.groups.push_back(std::move(group));
    }
    return stream;
}

QDataStream& operator<<(QDataStream& stream, const ExitDevice& device) {
    return stream << QString::fromStdString(device.id) << QString::fromStdString(device.title) << device.macsPerSecond
                  << device.checkSeconds << device.joulesPerMac << device.idleWatts;
}

QDataStream& operator>>(QDataStream& stream, ExitDevice& device) {
    QString id, title;
    stream >> id >> title >> device.macsPerSecond >> device.checkSeconds >> device.joulesPerMac >> device.idleWatts;
    device.id = id.toStdString();
    device.title = title.toStdString();
    device.source.clear();
    for (const ExitDevice& typical : typicalDevices())
        if (typical.id == device.id) device = typical;
    if (stream.status() == QDataStream::Ok && !flaw(device).empty()) stream.setStatus(QDataStream::ReadCorruptData);
    return stream;
}

}  // namespace exitlab
