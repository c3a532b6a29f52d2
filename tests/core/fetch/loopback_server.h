// SPDX-License-Identifier: GPL-3.0-or-later
// An HTTP server on this machine that misbehaves on request. It lives in a thread of its own, as the client blocks.
#pragma once

#include <QHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <mutex>

struct Resource {
    QByteArray body;
    bool ranges = true;           ///< answers a Range with 206
    int status = 200;             ///< any other is sent without the body
    QByteArray location{};        ///< of a redirect
    qint64 announced = -1;        ///< Content-Length, if not the body's
    bool announces = true;        ///< false: no Content-Length at all, the end of the connection ends the body
    QList<qint64> breaksAfter{};  ///< answer n sends so many bytes of its body and then ...
    bool stalls = false;          ///< ... keeps silent instead of closing
};

class LoopbackServer {
  public:
    LoopbackServer() {
        worker_.moveToThread(&thread_);
        thread_.start();
        QMetaObject::invokeMethod(
            &worker_, [this] { listen(); }, Qt::BlockingQueuedConnection);
    }
    ~LoopbackServer() {
        QMetaObject::invokeMethod(
            &worker_, [this] { server_.reset(); }, Qt::BlockingQueuedConnection);
        thread_.quit();
        thread_.wait();
    }
    void serve(const QByteArray& path, const Resource& resource) {
        const std::lock_guard lock(mutex_);
        resources_[path] = resource;
    }
    std::string url(const char* path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
    /// Heads of the requests so far.
    QList<QByteArray> requests() const {
        const std::lock_guard lock(mutex_);
        return requests_;
    }

  private:
    void listen() {
        server_ = std::make_unique<QTcpServer>();
        QObject::connect(server_.get(), &QTcpServer::newConnection, server_.get(), [this] {
            while (QTcpSocket* socket = server_->nextPendingConnection()) {
                QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                    if (socket->peek(1 << 16).contains("\r\n\r\n")) answer(socket, socket->readAll());
                });
                QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
            }
        });
        server_->listen(QHostAddress::LocalHost);
        port_ = server_->serverPort();
    }
    void answer(QTcpSocket* socket, const QByteArray& request) {
        Resource resource;
        qint64 breakAfter = -1;
        bool found = false;
        {
            const std::lock_guard lock(mutex_);
            requests_ << request;
            const QByteArray path = request.split(' ').value(1);
            found = resources_.contains(path);
            if (found) {
                Resource& kept = resources_[path];
                if (!kept.breaksAfter.isEmpty()) breakAfter = kept.breaksAfter.takeFirst();
                resource = kept;
            }
        }
        if (!found) {
            socket->write("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnone");
            socket->disconnectFromHost();
            return;
        }
        qint64 from = 0;
        QByteArray head = "HTTP/1.1 " + QByteArray::number(resource.status) + " Answer\r\n";
        const qsizetype range = request.indexOf("Range: bytes=");
        if (resource.status == 200 && resource.ranges && range >= 0) {
            from = request.mid(range + 13, request.indexOf('-', range) - range - 13).toLongLong();
            head = "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes " + QByteArray::number(from) + "-" +
                   QByteArray::number(resource.body.size() - 1) + "/" + QByteArray::number(resource.body.size()) +
                   "\r\n";
        }
        if (!resource.location.isEmpty()) head += "Location: " + resource.location + "\r\n";
        QByteArray body = resource.status == 200 ? resource.body.mid(from) : QByteArray();
        const qint64 length = resource.announced >= 0 ? resource.announced : body.size();
        if (resource.announces) head += "Content-Length: " + QByteArray::number(length) + "\r\n";
        socket->write(head + "Connection: close\r\n\r\n" + (breakAfter >= 0 ? body.left(breakAfter) : body));
        if (breakAfter < 0 || !resource.stalls) socket->disconnectFromHost();
    }

    QThread thread_;
    QObject worker_;
    std::unique_ptr<QTcpServer> server_;
    quint16 port_ = 0;
    mutable std::mutex mutex_;
    QHash<QByteArray, Resource> resources_;
    QList<QByteArray> requests_;
};
