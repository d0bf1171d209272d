package import Domain

/// Makes the documents of records; a category's own words are analysed once.
package final class DocumentMaker {
    private let categories: CategoryTree
    private var reader = TermReader()
    private var shared: [CategoryPath: DocumentTerms] = [:]

    package init(categories: CategoryTree) { self.categories = categories }

    /// name, brand, model_number, description and the category's names and synonyms (20-matching.md, "BM25").
    package func document(of model: EquipmentModel) -> DocumentTerms {
        let words = words(of: model.category)
        reader.removeAll()
        reader.add(model.name)
        if let text = model.brand { reader.add(text) }
        if let text = model.modelNumber { reader.add(text) }
        if let text = model.description { reader.add(text) }
        return document(adding: words)
    }

    /// The texts of a model as they stand in its body: name, brand, model_number, description.
    package typealias ModelFields = (
        UnsafeRawBufferPointer, UnsafeRawBufferPointer?, UnsafeRawBufferPointer?, UnsafeRawBufferPointer?
    )

    /// The document of a model by its texts.
    package func document(ofModel fields: ModelFields, category: CategoryPath) -> DocumentTerms {
        let words = words(of: category)
        read(fields)
        return document(adding: words)
    }

    /// The same for who only counts: the hashes of the tokens in their order, and the category's words.
    package func withHashes<R>(
        ofModel fields: ModelFields, category: CategoryPath, _ body: ([DocumentTerms.Term], DocumentTerms?) -> R
    ) -> R {
        let words = words(of: category)
        read(fields)
        return reader.withHashes { body($0, words) }
    }

    private func read(_ fields: ModelFields) {
        reader.removeAll()
        reader.add(fields.0)
        if let text = fields.1 { reader.add(text) }
        if let text = fields.2 { reader.add(text) }
        if let text = fields.3 { reader.add(text) }
    }

    /// name, scope and certifications.
    package func document(of supplier: Supplier) -> DocumentTerms {
        terms(of: [supplier.name, supplier.scope ?? ""] + (supplier.certifications ?? []))
    }

    /// title, description, and each line's text and category.
    package func document(of need: Need) -> DocumentTerms {
        var fields = [need.title, need.description ?? ""]
        for line in need.lines {
            fields.append(line.text ?? "")
            if let category = categories[line.category] {
                fields += [category.nameZh, category.nameEn] + category.synonyms
            }
        }
        return terms(of: fields)
    }

    /// The words that all models of a category share; nil for a category that is not known.
    package func words(of path: CategoryPath) -> DocumentTerms? {
        if let known = shared[path] { return known }
        guard let category = categories[path] else { return nil }
        let terms = terms(of: [category.nameZh, category.nameEn] + category.synonyms)
        shared[path] = terms
        return terms
    }

    private func terms(of fields: [String]) -> DocumentTerms {
        reader.removeAll()
        for field in fields { reader.add(field) }
        return document(adding: nil)
    }

    private func document(adding words: DocumentTerms?) -> DocumentTerms {
        reader.withHashes { DocumentTerms(&$0, adding: words) }
    }
}
