package import Domain

/// An enterprise as its index stores it: all that rules and lists read. Left out are its scope and its source.
package enum FirmRow {
    /// The enterprise without what is left out.
    package static func reduced(_ enterprise: Enterprise) -> Enterprise {
        var enterprise = enterprise
        enterprise.scope = nil
        enterprise.source = nil
        return enterprise
    }

    /// The row in bytes.
    package static func bytes(_ enterprise: Enterprise) -> [UInt8] {
        var writer = RowWriter()
        writer.put(enterprise.id)
        writer.put(enterprise.name)
        writer.put(whole: enterprise.region.map { Int64($0.code) })
        writer.put(text: enterprise.industry?.code)
        writer.put(choice: enterprise.size)
        writer.put(enterprise.aboveScale) { $0.put($1) }
        writer.put(choice: enterprise.ownership)
        writer.put(choice: enterprise.creditGrade)
        writer.put(whole: enterprise.annualRevenue?.rawValue)
        writer.put(whole: enterprise.founded.map { Int64($0.number) })
        for number in [
            enterprise.employees, enterprise.debtRatio, enterprise.revenueGrowth, enterprise.outputGrowth,
            enterprise.rdShare,
        ] { writer.put(number: number) }
        for list in [
            enterprise.designations, enterprise.blacklists, enterprise.zones, enterprise.lists, enterprise.attested,
        ] { writer.put(texts: list) }
        writer.put(enterprise.received) { writer, list in
            writer.put(list: list) { writer, support in
                writer.put(support.offer)
                writer.put(whole: support.on.map { Int64($0.number) })
                writer.put(whole: support.amount?.rawValue)
            }
        }
        writer.put(figures: enterprise.figures)
        return writer.bytes
    }

    /// The enterprise of bytes; nil where they are damaged.
    package static func enterprise(_ bytes: UnsafeRawBufferPointer) -> Enterprise? {
        var reader = RowReader(bytes)
        var enterprise = Enterprise(id: reader.text())
        enterprise.name = reader.text()
        enterprise.region = reader.wholeOrNil().map { Region(code: UInt32(truncatingIfNeeded: $0)) }
        enterprise.industry = reader.textOrNil().map { Industry(code: $0) }
        enterprise.size = reader.choice()
        enterprise.aboveScale = reader.optional { $0.flag() }
        enterprise.ownership = reader.choice()
        enterprise.creditGrade = reader.choice()
        enterprise.annualRevenue = reader.fen()
        enterprise.founded = reader.day()
        enterprise.employees = reader.doubleOrNil()
        enterprise.debtRatio = reader.doubleOrNil()
        enterprise.revenueGrowth = reader.doubleOrNil()
        enterprise.outputGrowth = reader.doubleOrNil()
        enterprise.rdShare = reader.doubleOrNil()
        enterprise.designations = reader.texts()
        enterprise.blacklists = reader.texts()
        enterprise.zones = reader.texts()
        enterprise.lists = reader.texts()
        enterprise.attested = reader.texts()
        enterprise.received = reader.optional { reader in
            reader.list { Enterprise.Support(offer: $0.text(), on: $0.day(), amount: $0.fen()) }
        }
        enterprise.figures = reader.figures()
        return reader.isDamaged ? nil : enterprise
    }
}
