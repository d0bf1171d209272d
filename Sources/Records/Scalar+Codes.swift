internal import Domain
internal import JSON

/// Readings of codes: their form always, whether they exist only for imports.
extension Scalar {
    /// A unified social credit code, upper-cased; worked cases may name enterprises by any text.
    static func uscc(_ value: JSONValue, checked: Bool) throws(Flaw) -> String {
        let text = try text(value)
        do throws(USCC.Flaw) {
            return try USCC(text).code
        } catch {
            guard checked else { return text }
            switch error {
            case .length:
                throw Flaw(
                    .badUSCCLength,
                    "a unified social credit code of 18 characters",
                    "count its characters"
                )
            case .character:
                throw Flaw(
                    .badUSCCCharacter,
                    "18 characters of 0-9 and A-Z without I, O, S, V and Z",
                    "look for O in place of 0 and I in place of 1"
                )
            case .check:
                throw Flaw(
                    .badUSCCCheck,
                    "a code whose last character is right",
                    "compare it with the business licence"
                )
            }
        }
    }

    static func region(_ value: JSONValue, known: Set<Region>?) throws(Flaw) -> Region {
        let text = try text(value)
        guard let region = Region(text), known?.contains(region) != false else {
            throw Flaw(.unknownRegion, "a code of GB/T 2260, six digits", "look the code up, for example 440106")
        }
        return region
    }

    /// An industry with its section letter: `3421` is read as `C3421`.
    static func industry(_ value: JSONValue, known: Set<Industry>?) throws(Flaw) -> Industry {
        let text = try text(value)
        guard let industry = Industry(written: text), known?.contains(industry) != false else {
            throw Flaw(
                .unknownIndustry,
                "a code of GB/T 4754-2017 such as C3421",
                "look the code up, with its section letter"
            )
        }
        return industry
    }

    static func category(_ value: JSONValue, known: CategoryTree?) throws(Flaw) -> CategoryPath {
        let path = CategoryPath(try text(value))
        guard known == nil || known?[path] != nil else {
            throw Flaw(
                .unknownCategory,
                "a path of the category tree such as machine-tool.lathe.cnc",
                "choose one of the tree's categories"
            )
        }
        return path
    }
}
